#pragma once

#include "analysis/cox/cox.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// The survival that a Cox fit predicts for given covariates x: with H_0 the cumulative baseline
/// hazard of a stratum and A the mean of the covariates under it,
///     H(t) = H_0(t) exp(x' beta), S(t) = exp(-H(t)),
///     var H = exp(2 x' beta) (sum w / S0^2 + c' V c), c = H_0(t) x - A(t), V that of the fit.
struct CoxCurve {
    std::vector<double> time;              ///< event times of the stratum, ascending
    std::vector<double> cumulative_hazard; ///< H, shape (times)
    std::vector<double> standard_error;    ///< of H, shape (times)
    Level level{};

    /// H at any time, 0 before the first; after the last it stays. Limits H exp(+-z se / H).
    [[nodiscard]] Estimate hazard_at(double time) const;
    /// S = exp(-H), limits exp(-(H +- z se)) cut at 1, standard error S se: as survfit's "log".
    [[nodiscard]] Estimate survival_at(double time) const;
};

/// Efron's hazard for Efron's ties, Breslow's for the others. The curve of one whose covariates
/// stay as they are; the average curve of a group is not the curve of its average covariates.
/// @param covariates  shape (covariates), on the scale of the data. @param stratum  0 .. strata - 1
/// @param offset  of whom is predicted
/// Source: Tsiatis 1981; Link 1984; Therneau & Grambsch 2000, section 10.2; as survfit(coxph,
/// newdata) in R (whose offsets are centred first: its offset here is minus their mean).
[[nodiscard]] CoxCurve cox_curve(CoxFit const& fit, EventTable const& table, Covariates const& data,
                                 Eigen::VectorXd const& covariates, std::size_t stratum = 0,
                                 double offset = 0);

} // namespace analysis
