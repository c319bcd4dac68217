#pragma once

#include "analysis/estimate.hpp"
#include "analysis/parametric/parametric_fit.hpp"

#include <Eigen/Core>

#include <vector>

namespace analysis {

/// Whom to predict for: values in the order of the fit's covariates.
struct ParametricProfile {
    std::vector<double> location{}; ///< shape (location covariates)
    std::vector<double> cure{};     ///< shape (cure covariates)
};

/// What a fit says of one person, with limits by the delta method: the gradient of the read-out,
/// exact, and the fit's covariance (robust where that was asked for). standard_error is on the
/// scale of the value. Limits are normal on log(-log S) for survival, on the logit for the cured
/// fraction, on the logarithm for all else, at the level of the fit. NaN throughout when the fit
/// has no maximum.
///
/// Person and time from the start: entry plays no part. Beyond the last time of the data it is
/// extrapolation, of which the limits know nothing.
/// Source: as predict(survreg, se.fit = TRUE) for quantiles, which has the limits on the scale of
/// time.
class ParametricPrediction {
public:
    ParametricPrediction(ParametricFit const& fit, ParametricProfile const& profile = {});

    /// S(t) = P(T > t). @param t  >= 0; at 0 it is 1, without limits
    [[nodiscard]] Estimate survival(double t) const;
    /// f(t) / S(t) [1 / unit of time]; for the beta-geometric P(T = t) / P(T >= t), t whole.
    /// @param t  > 0
    [[nodiscard]] Estimate hazard(double t) const;
    /// The time by which a share has had the event, S(t) = 1 - share; NaN where a cured fraction
    /// keeps S above. For the beta-geometric the smallest whole t with S(t) <= 1 - share, without
    /// limits. @param share  (0,1)
    [[nodiscard]] Estimate quantile(double share) const;
    /// E T; NaN where it is infinite: a cured fraction, Gompertz with shape <= 0, log-logistic with
    /// sigma >= 1, generalised gamma with sigma Q <= -1, beta-geometric with a <= 1.
    [[nodiscard]] Estimate mean() const;
    /// The integral of S from 0 to tau > 0, adaptive quadrature to a relative 1e-11.
    [[nodiscard]] Estimate restricted_mean(double tau) const;
    /// c of a mixture cure model; NaN without one. (A Gompertz with negative shape leaves
    /// exp(e^eta / shape) for ever: see survival.)
    [[nodiscard]] Estimate cure_fraction() const;

private:
    [[nodiscard]] Estimate on_log_scale(double value, Eigen::VectorXd const& gradient) const;
    [[nodiscard]] double error_of(Eigen::VectorXd const& gradient) const;

    ParametricModel model_;
    Level level_;
    Eigen::VectorXd parameters_; ///< of this person, as the family takes them; empty: no fit
    Eigen::MatrixXd covariance_; ///< of those
};

} // namespace analysis
