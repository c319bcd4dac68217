#include "analysis/cox/cox_curve.hpp"

#include "analysis/cox/cox_hazard.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <cmath>

namespace analysis {

CoxCurve cox_curve(CoxFit const& fit, EventTable const& table, Covariates const& data,
                   Eigen::VectorXd const& covariates, std::size_t stratum, double offset) {
    HOLDFAST_EXPECT(fit.status == FitStatus::converged && table.size() == fit.rows);
    HOLDFAST_EXPECT(covariates.size() == data.values.cols());
    auto const rows = cox_rows(table, data.values, fit.options);
    HOLDFAST_EXPECT(stratum < rows.strata());
    Eigen::VectorXd const beta = fit.beta().cwiseProduct(rows.scale);
    auto const risk = cox_risk(rows, beta);
    auto const hazard = cox_hazard(rows, risk, fit.options.ties);
    Eigen::VectorXd const x = (covariates - rows.centre).cwiseQuotient(rows.scale);
    Eigen::MatrixXd const covariance =
        rows.scale.asDiagonal() * fit.covariance * rows.scale.asDiagonal();
    double const ratio = std::exp(x.dot(beta) + offset - risk.middle);
    CoxCurve curve;
    curve.level = fit.options.level;
    double total = 0;
    double variance = 0;
    Eigen::VectorXd distance = Eigen::VectorXd::Zero(x.size()); // c of the header
    for (auto k = rows.stratum_times[stratum]; k < rows.stratum_times[stratum + 1]; ++k) {
        total += hazard.hazard[k];
        variance += hazard.variance[k];
        distance += hazard.hazard[k] * x - hazard.mean_hazard.col(static_cast<Eigen::Index>(k));
        curve.time.push_back(rows.times[k].time);
        curve.cumulative_hazard.push_back(ratio * total);
        curve.standard_error.push_back(ratio *
                                       std::sqrt(variance + distance.dot(covariance * distance)));
    }
    return curve;
}

Estimate CoxCurve::hazard_at(double at) const {
    auto const until = times_until(time, at);
    if (until == 0) {
        return {.value = 0};
    }
    double const value = cumulative_hazard[until - 1];
    double const error = standard_error[until - 1];
    double const factor = std::exp(normal_quantile_two_sided(level) * error / value);
    return {value, value / factor, value * factor, error};
}

Estimate CoxCurve::survival_at(double at) const {
    auto const until = times_until(time, at);
    if (until == 0) {
        return {.value = 1};
    }
    double const hazard = cumulative_hazard[until - 1];
    double const error = standard_error[until - 1];
    double const width = normal_quantile_two_sided(level) * error;
    double const survival = std::exp(-hazard);
    return {survival, std::exp(-hazard - width), std::fmin(1, std::exp(-hazard + width)),
            survival * error};
}

} // namespace analysis
