#pragma once

#include "analysis/planning/enrolment.hpp"
#include "analysis/planning/event_count.hpp"
#include "analysis/planning/lifetime.hpp"

namespace analysis {

/// A trial of two groups by log-rank test, with proportional hazards.
struct HazardRatioTrial {
    Lifetime baseline = ExponentialLifetime{};
    Enrolment enrolment{};
    EventPlan plan{};
};

/// Share of all people whose event is seen: the groups' event probabilities, weighted by
/// allocation. @param hazard_ratio  variant : baseline, > 0
[[nodiscard]] double share_with_event(HazardRatioTrial const& trial, double hazard_ratio);

/// People in both groups together, not rounded: events needed / share with an event. See
/// group_sizes.
[[nodiscard]] double people_needed(HazardRatioTrial const& trial, double hazard_ratio,
                                   double power);

/// @param people  in both groups together, > 0
[[nodiscard]] double power_of_people(HazardRatioTrial const& trial, double hazard_ratio,
                                     double people);

/// The hazard ratio nearest to 1 that is detected with this power, between 1/1000 and 1000; NaN
/// when none is. The share with an event is that under the ratio itself. For Superiority.
[[nodiscard]] double detectable_ratio(HazardRatioTrial const& trial, double people, double power,
                                      Direction direction);

/// People in both groups together by the rates themselves, exponential in both: with phi(lambda) =
/// lambda^2 / event probability, p the share in the variant, and lambda the mean hazard p
/// lambda_variant + (1 - p) lambda_baseline,
///     n = [z_alpha sqrt(phi(lambda) (1 / p + 1 / (1 - p))) + z_power sqrt(phi(lambda_variant) / p
///     +
///          phi(lambda_baseline) / (1 - p))]^2 / (lambda_variant - lambda_baseline)^2.
/// For Superiority. Source: Lachin & Foulkes 1986, Biometrics 42:507.
[[nodiscard]] double lachin_foulkes_people(ExponentialLifetime const& variant,
                                           ExponentialLifetime const& baseline,
                                           Enrolment const& enrolment, Allocation const& allocation,
                                           PlannedTest const& test, double power);

} // namespace analysis
