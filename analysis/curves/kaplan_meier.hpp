#pragma once

#include "analysis/curves/curve_variance.hpp"
#include "analysis/curves/limit_scale.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <vector>

namespace analysis {

/// Kaplan-Meier estimate of S(t) = P(T > t), all causes together: S(t) = prod over times <= t of (1
/// - d / n). Arrays have shape (distinct times with an event or a censoring), ascending. Numbers at
/// risk, of events and censored are sums of weights.
///
/// With entries, n is who had entered before t and is still in; where nobody is at risk S stays. An
/// early time at which all of a few at risk have the event brings S to 0 for good: condition on a
/// later start then (conditional_survival.hpp).
///
/// Not the probability of escaping one cause while others compete: for that see aalen_johansen.hpp.
/// Source: Kaplan & Meier 1958; variance Greenwood 1926, or the infinitesimal jackknife (see
/// CurveVariance). As survfit in R.
struct KaplanMeier {
    std::vector<double> time;
    std::vector<double> at_risk; ///< just before this time
    std::vector<double> events;
    std::vector<double> censored;
    std::vector<double> survival;
    /// variance of log S, (se / S)^2: by Greenwood sum d / (n (n - d)) up to and with this time,
    /// infinite once S = 0; survfit's std.err is its root
    std::vector<double> log_variance;
    Level level;
    LimitScale scale = LimitScale::log_log;

    /// S at any t >= 0, constant between times; before the first time 1, after the last the last
    /// value. Where S is 0, and on the log-log scale where it is 1, the limits are NaN, and where
    /// it is 0 the standard error too. No subjects: all NaN.
    [[nodiscard]] Estimate at(double t) const;

    /// Smallest time with S(t) <= 1 - p; low and high are the smallest times at which the lower and
    /// the upper limit of S are. What is not reached is NaN; a quantile has no standard error. S
    /// within 1e-9 of 1 - p counts as there.
    ///
    /// Where S is flat at exactly 1 - p, R takes the middle of the stretch. Here it is the start: a
    /// day on which somebody left, and the inverse of the distribution function as it is usually
    /// defined.
    /// @param p  (0,1)
    /// Source: Brookmeyer & Crowley 1982.
    [[nodiscard]] Estimate quantile(double p) const;
    [[nodiscard]] Estimate median() const { return quantile(0.5); }
};

[[nodiscard]] KaplanMeier kaplan_meier(EventTable const& table, Level level = {},
                                       LimitScale scale = LimitScale::log_log,
                                       CurveVariance variance = CurveVariance::automatic);

/// Restricted mean, the area under S from 0 to tau [days], normal limits (not held in [0, tau]).
/// Variance, whatever the curve's own: sum over event times t <= tau of (area from t to tau)^2 d /
/// (n (n - d)), as in R's survival. For clusters and sampling weights see restricted_mean.hpp.
/// @param tau  > 0; beyond the last time the mean is defined only when S has come down to 0, else
/// NaN Source: Irwin 1949; Kaplan & Meier 1958, section 6.
[[nodiscard]] Estimate restricted_mean(KaplanMeier const& curve, double tau);

} // namespace analysis
