#include "analysis/parametric/parametric_fit.hpp"

#include "analysis/parametric/design.hpp"
#include "analysis/parametric/starts.hpp"
#include "analysis/parametric/support.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>

namespace analysis {

namespace {

std::vector<std::string> coefficient_names(ParametricModel model,
                                           ParametricCovariates const& covariates) {
    std::vector<std::string> names{"(intercept)"};
    names.insert(names.end(), covariates.location.names.begin(), covariates.location.names.end());
    for (auto& name : ancillary_names(model.family)) {
        names.push_back(std::move(name));
    }
    if (model.cure == Cure::mixture) {
        names.emplace_back("cure: (intercept)");
        for (auto const& name : covariates.cure.names) {
            names.push_back("cure: " + name);
        }
    }
    return names;
}

std::size_t count_events(std::vector<Observation> const& rows) {
    std::size_t events = 0;
    for (auto const& row : rows) {
        events += row.kind == Observation::Kind::censored ? 0U : 1U;
    }
    return events;
}

/// The unit of time in which the parameters are of order 1: the geometric mean of the event times.
double natural_unit(std::vector<Observation> const& rows, ParametricModel model) {
    if (!is_continuous(model.family)) {
        return 1;
    }
    double sum = 0;
    double events = 0;
    for (auto const& row : rows) {
        if (row.kind != Observation::Kind::censored) {
            double const time = std::isfinite(row.right.time) ? row.right.time : row.left.time;
            sum += row.weight * std::log(time);
            events += row.weight;
        }
    }
    return std::exp(sum / events);
}

void divide(Moment& at, double unit) {
    at = moment(at.time / unit);
}

/// The Jacobian of dividing the times of events by the unit.
double log_jacobian(Problem const& problem) {
    double events = 0;
    for (auto const& row : problem.rows) {
        events += row.kind == Observation::Kind::event ? row.weight : 0;
    }
    return -events * std::log(problem.time_scale);
}

Problem make_problem(std::vector<Observation> rows, ParametricModel model,
                     ParametricCovariates const& covariates) {
    Problem problem{model, std::move(rows), 1, {}, {}};
    problem.location = standardise(covariates.location, problem.rows.size());
    problem.cure = standardise(covariates.cure, problem.rows.size());
    problem.time_scale = natural_unit(problem.rows, model);
    if (problem.time_scale != 1) {
        for (auto& row : problem.rows) {
            divide(row.left, problem.time_scale);
            divide(row.right, problem.time_scale);
            divide(row.entry, problem.time_scale);
        }
    }
    return problem;
}

/// Sums of scores over clusters. @return shape (clusters, parameters)
Eigen::MatrixXd add_clusters(Eigen::MatrixXd const& scores, std::vector<int> const& cluster) {
    if (cluster.empty()) {
        return scores;
    }
    std::map<int, Eigen::Index> place;
    for (int const name : cluster) {
        place.emplace(name, static_cast<Eigen::Index>(place.size()));
    }
    Eigen::MatrixXd sums =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(place.size()), scores.cols());
    for (std::size_t row = 0; row < cluster.size(); ++row) {
        sums.row(place.at(cluster[row])) += scores.row(static_cast<Eigen::Index>(row));
    }
    return sums;
}

Eigen::MatrixXd covariance(Problem const& problem, Maximum const& maximum, ParametricErrors errors,
                           std::vector<int> const& cluster) {
    auto const size = maximum.at.size();
    Eigen::MatrixXd const inverse =
        (-maximum.likelihood.hessian).llt().solve(Eigen::MatrixXd::Identity(size, size));
    if (errors == ParametricErrors::information) {
        return inverse;
    }
    Eigen::MatrixXd const influence = add_clusters(scores(problem, maximum.at), cluster) * inverse;
    return influence.transpose() * influence;
}

Coefficient coefficient(std::string name, double value, double standard_error, Level level) {
    double const z = value / standard_error;
    return {std::move(name), normal_interval(value, standard_error, level), z, normal_p_value(z)};
}

class Fitting {
public:
    Fitting(ParametricModel model, ParametricCovariates const& covariates,
            ParametricOptions const& options, std::vector<int> cluster)
        : covariates_(covariates), options_(options), cluster_(std::move(cluster)) {
        fit_.model = model;
        fit_.level = options.level;
        fit_.location_covariates = covariates.location.names.size();
        fit_.cure_covariates = covariates.cure.names.size();
        for (auto& name : coefficient_names(model, covariates)) {
            fit_.coefficients.push_back({std::move(name), {}, undefined, undefined});
        }
    }

    ParametricFit run(std::vector<Observation> rows) {
        fit_.rows = rows.size();
        fit_.events = count_events(rows);
        if (can_be_fitted(rows)) {
            auto const problem = make_problem(std::move(rows), fit_.model, covariates_);
            if (has_full_rank(problem.location, covariates_.location) &&
                has_full_rank(problem.cure, covariates_.cure)) {
                take(problem, best_maximum(problem, options_.loop));
            }
        }
        return fit_;
    }

private:
    bool can_be_fitted(std::vector<Observation> const& rows) {
        if (fit_.rows == 0) {
            return fail(FitStatus::no_rows);
        }
        if (auto const mistake = outside_support(rows, fit_.model.family)) {
            return fail(FitStatus::outside_support, *mistake);
        }
        return fit_.events > 0 || fail(FitStatus::no_events);
    }

    bool has_full_rank(StandardisedDesign const& design, Covariates const& covariates) {
        auto const extra = collinear(design);
        return !extra ||
               fail(FitStatus::collinear,
                    fmt::format("{} is constant or a sum of the covariates before it: leave it out",
                                covariates.names[*extra]));
    }

    bool fail(FitStatus status) { return fail(status, std::string(explain(status))); }
    bool fail(FitStatus status, std::string reason) {
        fit_.status = status;
        fit_.reason = std::move(reason);
        return false;
    }

    void take(Problem const& problem, Maximum const& maximum) {
        fit_.steps = maximum.steps;
        if (maximum.status == FitStatus::no_maximum) {
            auto const& name = fit_.coefficients[maximum.runaway].name;
            fail(FitStatus::no_maximum, runaway_reason(fit_.model, name));
        } else if (maximum.status != FitStatus::converged) {
            fail(maximum.status);
        } else {
            take_maximum(problem, maximum);
        }
    }

    void take_maximum(Problem const& problem, Maximum const& maximum) {
        auto const map = to_original(problem);
        Eigen::VectorXd const theta = map.matrix * maximum.at + map.shift;
        fit_.status = FitStatus::converged;
        fit_.covariance = map.matrix * covariance(problem, maximum, options_.errors, cluster_) *
                          map.matrix.transpose();
        for (Eigen::Index j = 0; j < theta.size(); ++j) {
            auto& slot = fit_.coefficients[static_cast<std::size_t>(j)];
            slot = coefficient(std::move(slot.name), theta[j], std::sqrt(fit_.covariance(j, j)),
                               fit_.level);
        }
        auto const parameters = static_cast<double>(theta.size());
        fit_.log_likelihood = maximum.likelihood.value + log_jacobian(problem);
        fit_.aic = 2 * parameters - 2 * fit_.log_likelihood;
        fit_.bic = std::log(static_cast<double>(fit_.rows)) * parameters - 2 * fit_.log_likelihood;
    }

    ParametricCovariates const& covariates_;
    ParametricOptions const& options_;
    std::vector<int> cluster_;
    ParametricFit fit_;
};

} // namespace

Eigen::VectorXd ParametricFit::values() const {
    Eigen::VectorXd result(static_cast<Eigen::Index>(coefficients.size()));
    for (std::size_t j = 0; j < coefficients.size(); ++j) {
        result[static_cast<Eigen::Index>(j)] = coefficients[j].estimate.value;
    }
    return result;
}

ParametricFit fit_parametric(EventTable const& table, ParametricModel model,
                             ParametricCovariates const& covariates,
                             ParametricOptions const& options) {
    HOLDFAST_EXPECT(is_defined(model));
    HOLDFAST_EXPECT(model.cure == Cure::mixture || covariates.cure.names.empty());
    return Fitting(model, covariates, options, table.cluster).run(observations(table));
}

ParametricFit fit_parametric(IntervalTable const& table, ParametricModel model,
                             ParametricCovariates const& covariates,
                             ParametricOptions const& options) {
    HOLDFAST_EXPECT(is_defined(model));
    HOLDFAST_EXPECT(model.cure == Cure::mixture || covariates.cure.names.empty());
    return Fitting(model, covariates, options, {}).run(observations(table));
}

} // namespace analysis
