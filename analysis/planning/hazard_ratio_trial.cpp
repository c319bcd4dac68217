#include "analysis/planning/hazard_ratio_trial.hpp"

#include "analysis/planning/bisection.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <cmath>

namespace analysis {

namespace {

constexpr double widest_ratio = 1000;
/// log of the ratio nearest to 1 that is looked for.
constexpr double nearest_log_ratio = 1e-9;

/// n times the variance of a rate's estimate.
double rate_variance(double hazard, Enrolment const& enrolment) {
    return hazard * hazard / event_probability(ExponentialLifetime{hazard}, enrolment);
}

} // namespace

double share_with_event(HazardRatioTrial const& trial, double hazard_ratio) {
    double const share = trial.plan.allocation.variant_share();
    return share *
               event_probability(with_hazard_ratio(trial.baseline, hazard_ratio), trial.enrolment) +
           (1 - share) * event_probability(trial.baseline, trial.enrolment);
}

double people_needed(HazardRatioTrial const& trial, double hazard_ratio, double power) {
    return events_needed(trial.plan, hazard_ratio, power) / share_with_event(trial, hazard_ratio);
}

double power_of_people(HazardRatioTrial const& trial, double hazard_ratio, double people) {
    HOLDFAST_EXPECT(people > 0);
    double const events = people * share_with_event(trial, hazard_ratio);
    return events > 0 ? power_of_events(trial.plan, hazard_ratio, events) : undefined;
}

double detectable_ratio(HazardRatioTrial const& trial, double people, double power,
                        Direction direction) {
    HOLDFAST_EXPECT(std::holds_alternative<Superiority>(trial.plan.test.claim));
    double const sign = direction == Direction::fewer_events ? -1 : 1;
    auto const excess = [&](double log_ratio) {
        return power_of_people(trial, std::exp(sign * log_ratio), people) - power;
    };
    return std::exp(sign * crossing(excess, nearest_log_ratio, std::log(widest_ratio)));
}

double lachin_foulkes_people(ExponentialLifetime const& variant,
                             ExponentialLifetime const& baseline, Enrolment const& enrolment,
                             Allocation const& allocation, PlannedTest const& test, double power) {
    HOLDFAST_EXPECT(std::holds_alternative<Superiority>(test.claim));
    bool const two_sided = std::get<Superiority>(test.claim).sides == Sides::two;
    double const z = -core::portable::normal_quantile(two_sided ? test.alpha / 2 : test.alpha);
    double const p = allocation.variant_share();
    double const mean = p * variant.hazard + (1 - p) * baseline.hazard;
    double const null = std::sqrt(rate_variance(mean, enrolment) / (p * (1 - p)));
    double const alternative = std::sqrt(rate_variance(variant.hazard, enrolment) / p +
                                         rate_variance(baseline.hazard, enrolment) / (1 - p));
    double const root = (z * null + core::portable::normal_quantile(power) * alternative) /
                        (variant.hazard - baseline.hazard);
    return std::isfinite(root) ? root * root : undefined;
}

} // namespace analysis
