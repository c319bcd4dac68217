#include "analysis/cox/proportional_hazards.hpp"

#include "analysis/cox/risk_sums.hpp"
#include "analysis/cox/time_scale.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <Eigen/Cholesky>

#include <numeric>

namespace analysis {

namespace {

using Index = Eigen::Index;

/// Score and information of (beta, gamma) at (beta-hat, 0), on the standardised scale, which no
/// test depends on.
struct Extended {
    Eigen::VectorXd score;       ///< of gamma, shape (covariates)
    Eigen::MatrixXd information; ///< shape (2 covariates, 2 covariates)
};

/// g at each event time less its mean over events, so that the two halves are nearly uncorrelated.
std::vector<double> centred_scale(CoxRows const& rows, EventTable const& table, int cause,
                                  TimeScale scale) {
    std::vector<double> times;
    for (auto const& time : rows.times) {
        times.push_back(time.time);
    }
    auto g = on_time_scale(table, cause, times, scale);
    double sum = 0;
    for (std::size_t k = 0; k < g.size(); ++k) {
        sum += rows.times[k].events > 0 ? g[k] * static_cast<double>(rows.times[k].events) : 0;
    }
    for (double& value : g) {
        value -= sum / static_cast<double>(rows.events);
    }
    return g;
}

/// Mean and covariance of the covariates at risk, summed over the steps of one time.
struct AtTime {
    Eigen::VectorXd mean;
    Eigen::MatrixXd variance;
};

AtTime at_time(CoxEventTime const& time, CoxTies ties, RiskSums const& at_risk,
               RiskSums const& events, Index covariates) {
    AtTime sum{Eigen::VectorXd::Zero(covariates), Eigen::MatrixXd::Zero(covariates, covariates)};
    TieSteps const steps(time, ties);
    Eigen::VectorXd mean(covariates);
    for (std::size_t step = 0; step < steps.steps; ++step) {
        double const gone = steps.gone(step);
        auto const left = [&](std::size_t i) { return at_risk.all()[i] - gone * events.all()[i]; };
        std::size_t next = 1;
        for (Index j = 0; j < covariates; ++j) {
            mean[j] = left(next++) / left(0);
        }
        sum.mean += steps.weight * mean;
        for (Index j = 0; j < covariates; ++j) {
            for (Index l = 0; l <= j; ++l) {
                sum.variance(j, l) += steps.weight * (left(next++) / left(0) - mean[j] * mean[l]);
            }
        }
    }
    sum.variance.triangularView<Eigen::StrictlyUpper>() = sum.variance.transpose();
    return sum;
}

Extended extended(CoxRows const& rows, CoxRisk const& risk, CoxTies ties,
                  std::vector<double> const& g) {
    auto const covariates = static_cast<Index>(rows.covariates());
    Extended sum{Eigen::VectorXd::Zero(covariates),
                 Eigen::MatrixXd::Zero(2 * covariates, 2 * covariates)};
    RiskWalk(rows, risk.risk, Moments::second)
        .all([&](std::size_t k, RiskSums const& at_risk, RiskSums const& events) {
            auto const& time = rows.times[k];
            auto const at = at_time(time, ties, at_risk, events, covariates);
            Eigen::VectorXd excess = -at.mean;
            for (std::size_t place = time.begin; place < time.begin + time.events; ++place) {
                auto const x = rows.covariates_of(place);
                excess +=
                    rows.weight_of(place) * Eigen::Map<Eigen::VectorXd const>(x.data(), covariates);
            }
            sum.score += g[k] * excess;
            sum.information.topLeftCorner(covariates, covariates) += at.variance;
            sum.information.topRightCorner(covariates, covariates) += g[k] * at.variance;
            sum.information.bottomRightCorner(covariates, covariates) += g[k] * g[k] * at.variance;
        });
    sum.information.bottomLeftCorner(covariates, covariates) =
        sum.information.topRightCorner(covariates, covariates);
    return sum;
}

/// Test that gamma is 0 for some covariates, given all beta and no other gamma.
QuadraticTest test_of(Extended const& sums, std::vector<Index> const& tested) {
    auto const covariates = sums.score.size();
    auto const size = static_cast<Index>(tested.size());
    // Given beta, the information of gamma is what beta leaves of it.
    Eigen::MatrixXd cross(covariates, size);
    Eigen::MatrixXd own(size, size);
    Eigen::VectorXd score(size);
    for (Index i = 0; i < size; ++i) {
        auto const column = covariates + tested[static_cast<std::size_t>(i)];
        cross.col(i) = sums.information.col(column).head(covariates);
        score[i] = sums.score[tested[static_cast<std::size_t>(i)]];
        for (Index l = 0; l < size; ++l) {
            own(l, i) = sums.information(covariates + tested[static_cast<std::size_t>(l)], column);
        }
    }
    Eigen::MatrixXd const left =
        own - cross.transpose() *
                  sums.information.topLeftCorner(covariates, covariates).ldlt().solve(cross);
    return quadratic_test(score, left);
}

std::vector<std::vector<Index>> members(Grouping const& terms, Index covariates) {
    std::vector<std::vector<Index>> result(terms.groups == 0 ? static_cast<std::size_t>(covariates)
                                                             : terms.groups);
    for (Index j = 0; j < covariates; ++j) {
        auto const of = terms.groups == 0 ? j : terms.of[static_cast<std::size_t>(j)];
        result[static_cast<std::size_t>(of)].push_back(j);
    }
    return result;
}

std::string joined(std::vector<std::string> const& names, std::vector<Index> const& members) {
    std::string result;
    for (auto const j : members) {
        result += (result.empty() ? "" : " + ") + names[static_cast<std::size_t>(j)];
    }
    return result;
}

} // namespace

ProportionalHazardsTest proportional_hazards_test(CoxFit const& fit, EventTable const& table,
                                                  Covariates const& covariates, TimeScale scale,
                                                  Grouping const& terms) {
    HOLDFAST_EXPECT(fit.status == FitStatus::converged && table.size() == fit.rows);
    auto const columns = covariates.values.cols();
    HOLDFAST_EXPECT(terms.groups == 0 || static_cast<Index>(terms.of.size()) == columns);
    auto const rows = cox_rows(table, covariates.values, fit.options);
    auto const risk = cox_risk(rows, fit.beta().cwiseProduct(rows.scale));
    auto const g = centred_scale(rows, table, fit.options.cause, scale);
    auto const sums = extended(rows, risk, fit.options.ties, g);
    ProportionalHazardsTest result;
    for (auto const& term : members(terms, columns)) {
        result.terms.push_back({joined(covariates.names, term), test_of(sums, term)});
    }
    std::vector<Index> all(static_cast<std::size_t>(columns));
    std::iota(all.begin(), all.end(), Index{0});
    result.global = test_of(sums, all);
    return result;
}

} // namespace analysis
