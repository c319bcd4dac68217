#include "analysis/planning/event_count.hpp"

#include "analysis/estimate.hpp"
#include "core/contract.hpp"

#include <cmath>
#include <variant>

namespace analysis {

namespace {

/// The effect whose standard error is 1 / sqrt(events).
double effect_per_root_event(EventPlan const& plan, double hazard_ratio) {
    double const r = plan.allocation.variant_per_baseline;
    HOLDFAST_EXPECT(hazard_ratio > 0 && r > 0);
    HOLDFAST_EXPECT(std::holds_alternative<Superiority>(plan.test.claim));
    return std::sqrt(r) * (hazard_ratio - 1) / (1 + r * hazard_ratio);
}

double error_of_log_ratio(EventPlan const& plan, double events) {
    double const share = plan.allocation.variant_share();
    return 1 / std::sqrt(events * share * (1 - share));
}

/// Claims seen from the other side: the log of baseline : variant.
PlannedTest turned(PlannedTest test) {
    if (auto* const margins = std::get_if<Equivalence>(&test.claim)) {
        *margins = {-margins->high, -margins->low};
    }
    return test;
}

double freedman_ratio(EventPlan const& plan, double needed, Direction direction) {
    double const r = plan.allocation.variant_per_baseline;
    double const signed_effect = (direction == Direction::fewer_events ? -1 : 1) * needed;
    double const ratio = (std::sqrt(r) + signed_effect) / (std::sqrt(r) - r * signed_effect);
    return ratio > 0 ? ratio : undefined;
}

} // namespace

double events_needed(EventPlan const& plan, double hazard_ratio, double power) {
    HOLDFAST_EXPECT(hazard_ratio > 0);
    if (plan.method == EventMethod::freedman) {
        double const error =
            error_for_power(plan.test, effect_per_root_event(plan, hazard_ratio), power);
        return 1 / (error * error);
    }
    double const share = plan.allocation.variant_share();
    double const error = error_for_power(plan.test, std::log(hazard_ratio), power);
    return 1 / (error * error * share * (1 - share));
}

double power_of_events(EventPlan const& plan, double hazard_ratio, double events) {
    HOLDFAST_EXPECT(hazard_ratio > 0 && events > 0);
    return plan.method == EventMethod::freedman
               ? power_of(plan.test, effect_per_root_event(plan, hazard_ratio),
                          1 / std::sqrt(events))
               : power_of(plan.test, std::log(hazard_ratio), error_of_log_ratio(plan, events));
}

double detectable_ratio(EventPlan const& plan, double events, double power, Direction direction) {
    HOLDFAST_EXPECT(events > 0);
    if (plan.method == EventMethod::freedman) {
        return freedman_ratio(plan, effect_for_power(plan.test, 1 / std::sqrt(events), power),
                              direction);
    }
    double const error = error_of_log_ratio(plan, events);
    if (std::holds_alternative<NonInferiority>(plan.test.claim)) {
        return std::exp(effect_for_power(plan.test, error, power));
    }
    return direction == Direction::more_events
               ? std::exp(effect_for_power(plan.test, error, power))
               : std::exp(-effect_for_power(turned(plan.test), error, power));
}

} // namespace analysis
