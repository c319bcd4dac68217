#include "analysis/cox/cox.hpp"

#include "analysis/cox/cox_hazard.hpp"
#include "analysis/cox/cox_newton.hpp"
#include "analysis/cox/cox_reason.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <Eigen/Cholesky>

#include <cmath>

namespace analysis {

namespace {

using Index = Eigen::Index;

CoxErrors kind_of_errors(EventTable const& table, CoxOptions const& options) {
    if (options.errors != CoxErrors::automatic) {
        return options.errors;
    }
    bool const robust = !table.cluster.empty() && options.ties != CoxTies::exact;
    return robust ? CoxErrors::robust : CoxErrors::model;
}

QuadraticTest chi_squared_test(double chi_squared, Index degrees) {
    if (degrees == 0) {
        return {};
    }
    return {chi_squared, static_cast<int>(degrees),
            chi_squared_p_value(chi_squared, static_cast<int>(degrees))};
}

double quadratic_form(Eigen::VectorXd const& vector, Eigen::MatrixXd const& matrix) {
    return vector.dot(matrix.ldlt().solve(vector));
}

/// Fills in the errors from the residuals of the score, standardised.
class RobustErrors {
public:
    RobustErrors(EventTable const& table, CoxRows const& rows, CoxTies ties)
        : table_(table), rows_(rows), ties_(ties) {}

    [[nodiscard]] Eigen::MatrixXd clusters(Eigen::VectorXd const& beta) const {
        auto const risk = cox_risk(rows_, beta);
        auto const hazard = cox_hazard(rows_, risk, ties_);
        return sum_by_cluster(table_, rows_, score_residuals(rows_, risk, hazard));
    }

    [[nodiscard]] Eigen::MatrixXd squares(Eigen::VectorXd const& beta) const {
        Eigen::MatrixXd const each = clusters(beta);
        return each.transpose() * each;
    }

private:
    EventTable const& table_;
    CoxRows const& rows_;
    CoxTies ties_;
};

void fill_tests(CoxFit& fit, CoxSearch const& search) {
    auto const degrees = search.beta.size();
    fit.likelihood_ratio =
        chi_squared_test(2 * (fit.log_likelihood - fit.log_likelihood_null), degrees);
    fit.score =
        chi_squared_test(quadratic_form(search.at_zero.score, search.at_zero.information), degrees);
    fit.wald = chi_squared_test(quadratic_form(fit.beta(), fit.covariance), degrees);
}

void fill_coefficients(CoxFit& fit, Eigen::VectorXd const& beta) {
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
        auto const at = static_cast<Index>(j);
        double const error = std::sqrt(fit.covariance(at, at));
        auto& coefficient = fit.coefficients[j];
        coefficient.estimate = normal_interval(beta[at], error, fit.options.level);
        coefficient.z = beta[at] / error;
        // Clusters in which all residuals cancel leave no error at a coefficient of 0.
        coefficient.p = beta[at] == 0 ? 1 : normal_p_value(coefficient.z);
    }
}

void fill_errors(CoxFit& fit, EventTable const& table, CoxRows const& rows,
                 CoxSearch const& search) {
    auto const covariates = search.beta.size();
    Eigen::VectorXd const unscale = rows.scale.cwiseInverse();
    Eigen::MatrixXd const inverse = search.at_maximum.information.ldlt().solve(
        Eigen::MatrixXd::Identity(covariates, covariates));
    fit.model_covariance = unscale.asDiagonal() * inverse * unscale.asDiagonal();
    fit.covariance = fit.model_covariance;
    if (fit.errors == CoxErrors::robust) {
        RobustErrors const robust(table, rows, fit.options.ties);
        fit.covariance = unscale.asDiagonal() * inverse * robust.squares(search.beta) * inverse *
                         unscale.asDiagonal();
        Eigen::VectorXd const none = Eigen::VectorXd::Zero(covariates);
        fit.robust_score = chi_squared_test(
            quadratic_form(search.at_zero.score, robust.squares(none)), covariates);
    }
}

void fill_fit(CoxFit& fit, EventTable const& table, CoxRows const& rows, CoxSearch const& search) {
    fit.log_likelihood_null = search.at_zero.log_likelihood;
    if (fit.status != FitStatus::converged) {
        return;
    }
    fit.log_likelihood = search.at_maximum.log_likelihood;
    if (search.beta.size() == 0) {
        return;
    }
    fill_errors(fit, table, rows, search);
    fill_coefficients(fit, search.beta.cwiseQuotient(rows.scale));
    fill_tests(fit, search);
}

CoxFit empty_fit(EventTable const& table, Covariates const& covariates, CoxOptions const& options) {
    CoxFit fit;
    fit.options = options;
    fit.errors = kind_of_errors(table, options);
    fit.rows = table.size();
    for (auto const& name : covariates.names) {
        fit.coefficients.push_back({.name = name, .estimate = {}});
    }
    auto const columns = covariates.values.cols();
    fit.covariance = fit.model_covariance = Eigen::MatrixXd::Constant(columns, columns, undefined);
    return fit;
}

CoxSearch search_for(CoxRows const& rows, CoxOptions const& options) {
    auto const partial = [&](Eigen::VectorXd const& beta) {
        return cox_partial(rows, beta, options.ties);
    };
    return cox_newton(partial, rows.centre.size(), rows.event_weight, options.most_steps);
}

} // namespace

CoxFit cox(EventTable const& table, Covariates const& covariates, CoxOptions const& options) {
    HOLDFAST_EXPECT(covariates.names.size() == static_cast<std::size_t>(covariates.values.cols()));
    HOLDFAST_EXPECT(options.ties != CoxTies::exact ||
                    (table.weight.empty() && options.errors != CoxErrors::robust));
    auto fit = empty_fit(table, covariates, options);
    auto const rows = cox_rows(table, covariates.values, options);
    fit.events = rows.events;
    std::string name;
    if (rows.events == 0) {
        fit.status = table.size() == 0 ? FitStatus::no_rows : FitStatus::no_events;
    } else {
        auto const search = search_for(rows, options);
        fit.status = search.status;
        fit.steps = search.steps;
        name = search.culprit ? covariates.names[static_cast<std::size_t>(*search.culprit)] : "";
        fill_fit(fit, table, rows, search);
    }
    fit.reason = cox_reason(fit.status, name);
    return fit;
}

Eigen::VectorXd CoxFit::beta() const {
    Eigen::VectorXd values(static_cast<Index>(coefficients.size()));
    for (std::size_t j = 0; j < coefficients.size(); ++j) {
        values[static_cast<Index>(j)] = coefficients[j].estimate.value;
    }
    return values;
}

Estimate CoxFit::hazard_ratio(std::size_t covariate) const {
    auto const& log_ratio = coefficients[covariate].estimate;
    return {std::exp(log_ratio.value), std::exp(log_ratio.low), std::exp(log_ratio.high),
            log_ratio.standard_error};
}

} // namespace analysis
