#include "sim/show/run_cost.hpp"

#include "agents/outcomes.hpp"

#include <algorithm>

namespace sim {

namespace {

/// Of one user under one design: measured on the real thing, so that it cannot drift from it.
std::uint64_t outcome_bytes(Scenario const& scenario) {
    std::vector<std::size_t> days_given;
    for (auto const& instrument : scenario.theory.instruments) {
        days_given.push_back(static_cast<std::size_t>(
            std::count_if(instrument.days.begin(), instrument.days.end(),
                          [&](int day) { return day <= scenario.horizon_days; })));
    }
    return agents::Outcomes(1, scenario.horizon_days, scenario.theory.components.size(), days_given)
        .bytes();
}

} // namespace

RunCost cost_of(Scenario const& scenario) {
    auto const days = static_cast<std::uint64_t>(scenario.horizon_days) + 1;
    RunCost cost;
    cost.user_days = scenario.users * days * scenario.designs.size();
    cost.people_bytes = scenario.users * scenario.cohort.traits.size() * sizeof(float);
    cost.record_bytes =
        cost.people_bytes + scenario.users * scenario.designs.size() * outcome_bytes(scenario);
    return cost;
}

} // namespace sim
