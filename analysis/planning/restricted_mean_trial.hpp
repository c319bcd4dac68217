#pragma once

#include "analysis/planning/claim.hpp"
#include "analysis/planning/enrolment.hpp"
#include "analysis/planning/lifetime.hpp"

namespace analysis {

/// A trial of two groups by their difference of restricted means up to tau; hazards need not be
/// proportional. Margins of the test are in days.
struct RestrictedMeanTrial {
    Lifetime variant = ExponentialLifetime{};
    Lifetime baseline = ExponentialLifetime{};
    double tau = 0; ///< > 0 and at most the longest follow-up [days]
    Enrolment enrolment{};
    PlannedTest test{};
    Allocation allocation{};
};

/// Variance of one person's share in the estimate of a restricted mean, n times the variance of the
/// Kaplan-Meier area: with A(t) the area from t to tau,
///     integral from 0 to tau of A(t)^2 lambda(t) / (S(t) G(t)) dt,
/// and for a curve the sum over its times of A^2 h / ((1 - h) S(t-) G), h = 1 - S(t) / S(t-). NaN
/// when the curve ends before tau. Without censoring before tau it is the variance of min(T, tau).
/// Source: Irwin 1949; Royston & Parmar 2013.
[[nodiscard]] double restricted_mean_variance(Lifetime const& lifetime, double tau,
                                              Enrolment const& enrolment);

/// Restricted mean of the variant - that of the baseline [days].
[[nodiscard]] double restricted_mean_effect(RestrictedMeanTrial const& trial);

/// Standard error of the estimated difference [days]. @param people  in both groups together, > 0
[[nodiscard]] double restricted_mean_error(RestrictedMeanTrial const& trial, double people);

/// People in both groups together, not rounded; NaN when no number is enough.
[[nodiscard]] double people_needed(RestrictedMeanTrial const& trial, double power);
[[nodiscard]] double power_of_people(RestrictedMeanTrial const& trial, double people);

/// The difference [days] at which this power is reached, with the variances of the trial's
/// lifetimes: see effect_for_power.
[[nodiscard]] double detectable_difference(RestrictedMeanTrial const& trial, double people,
                                           double power);

} // namespace analysis
