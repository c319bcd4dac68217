#include "analysis/cox/fine_gray.hpp"

#include "analysis/cox/cox_newton.hpp"
#include "analysis/cox/cox_reason.hpp"
#include "analysis/cox/fine_gray_sums.hpp"
#include "analysis/cox/sum_by.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <Eigen/Cholesky>

#include <cmath>

namespace analysis {

namespace {

using Index = Eigen::Index;

Eigen::MatrixXd squared_residuals(EventTable const& table, FineGrayRows const& rows,
                                  FineGraySums const& sums, FineGrayErrors errors) {
    Eigen::MatrixXd const each = fine_gray_residuals(rows, sums, errors).transpose();
    if (table.cluster.empty() || errors == FineGrayErrors::with_censoring) {
        return each.transpose() * each;
    }
    Eigen::MatrixXd const clusters = sum_by(table.cluster, rows.row, each);
    return clusters.transpose() * clusters;
}

void fill_coefficients(FineGrayFit& fit, Eigen::VectorXd const& beta, Level level) {
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
        auto const at = static_cast<Index>(j);
        double const error = std::sqrt(fit.covariance(at, at));
        fit.coefficients[j].estimate = normal_interval(beta[at], error, level);
        fit.coefficients[j].z = beta[at] / error;
        fit.coefficients[j].p = beta[at] == 0 ? 1 : normal_p_value(beta[at] / error);
    }
    fit.wald = quadratic_test(beta, fit.covariance);
}

void fill_hazard(FineGrayFit& fit, FineGrayRows const& rows, FineGraySums const& sums,
                 Eigen::VectorXd const& beta) {
    double const at_zero = std::exp(-sums.middle - beta.dot(rows.centre));
    for (std::size_t k = 0; k < rows.times(); ++k) {
        if (sums.events[k] > 0) {
            fit.time.push_back(rows.time[k]);
            fit.hazard.push_back(sums.events[k] / sums.risk[k] * at_zero);
        }
    }
}

void fill_fit(FineGrayFit& fit, EventTable const& table, FineGrayRows const& rows,
              CoxSearch const& search, FineGrayOptions const& options) {
    auto const covariates = search.beta.size();
    auto const sums = fine_gray_sums(rows, search.beta);
    Eigen::MatrixXd const unscale = rows.scale.cwiseInverse().asDiagonal();
    Eigen::MatrixXd const inverse = search.at_maximum.information.ldlt().solve(
        Eigen::MatrixXd::Identity(covariates, covariates));
    fit.model_covariance = unscale * inverse * unscale;
    fit.covariance = unscale * inverse * squared_residuals(table, rows, sums, options.errors) *
                     inverse * unscale;
    fit.log_likelihood = search.at_maximum.log_likelihood;
    Eigen::VectorXd const beta = search.beta.cwiseQuotient(rows.scale);
    fill_coefficients(fit, beta, options.level);
    fill_hazard(fit, rows, sums, beta);
}

} // namespace

FineGrayFit fine_gray(EventTable const& table, Covariates const& covariates,
                      FineGrayOptions const& options) {
    HOLDFAST_EXPECT(options.cause >= 1 && options.cause <= table.causes);
    auto const rows = fine_gray_rows(table, covariates, options);
    FineGrayFit fit;
    fit.rows = table.size();
    fit.events = rows.events;
    fit.competing = rows.competing;
    for (auto const& name : covariates.names) {
        fit.coefficients.push_back({.name = name, .estimate = {}});
    }
    std::string name;
    if (rows.events == 0) {
        fit.status = table.size() == 0 ? FitStatus::no_rows : FitStatus::no_events;
    } else {
        auto const partial = [&](Eigen::VectorXd const& beta) {
            return fine_gray_partial(rows, beta);
        };
        auto const search = cox_newton(partial, rows.x.rows(), static_cast<double>(rows.events),
                                       options.most_steps);
        fit.status = search.status;
        fit.steps = search.steps;
        fit.log_likelihood_null = search.at_zero.log_likelihood;
        name = search.culprit ? covariates.names[static_cast<std::size_t>(*search.culprit)] : "";
        if (fit.status == FitStatus::converged) {
            fill_fit(fit, table, rows, search, options);
        }
    }
    fit.reason = cox_reason(fit.status, name);
    return fit;
}

Eigen::VectorXd FineGrayFit::beta() const {
    Eigen::VectorXd values(static_cast<Index>(coefficients.size()));
    for (std::size_t j = 0; j < coefficients.size(); ++j) {
        values[static_cast<Index>(j)] = coefficients[j].estimate.value;
    }
    return values;
}

Estimate FineGrayFit::hazard_ratio(std::size_t covariate) const {
    auto const& log_ratio = coefficients[covariate].estimate;
    return {std::exp(log_ratio.value), std::exp(log_ratio.low), std::exp(log_ratio.high),
            log_ratio.standard_error};
}

double FineGrayFit::cumulative_incidence(Eigen::VectorXd const& covariates, double at) const {
    double total = 0;
    for (std::size_t k = 0; k < times_until(time, at); ++k) {
        total += hazard[k];
    }
    return -std::expm1(-total * std::exp(beta().dot(covariates)));
}

} // namespace analysis
