#include "sim/show/run_cost.hpp"

#include "agents/outcomes.hpp"

#include <algorithm>

namespace sim {

namespace {

template <class T>
std::uint64_t bytes_of(std::vector<T> const& column) {
    return column.size() * sizeof(T);
}

/// Of one user under one design: measured on the real thing, so that it cannot drift from it.
std::uint64_t outcome_bytes(Scenario const& scenario) {
    std::vector<std::size_t> days_given;
    for (auto const& instrument : scenario.theory.instruments) {
        days_given.push_back(static_cast<std::size_t>(
            std::count_if(instrument.days.begin(), instrument.days.end(),
                          [&](int day) { return day <= scenario.horizon_days; })));
    }
    agents::Outcomes const one(1, scenario.horizon_days, scenario.theory.components.size(),
                               days_given);
    std::uint64_t bytes = bytes_of(one.leave_day) + bytes_of(one.cause) + bytes_of(one.last_use) +
                          bytes_of(one.days_used) + bytes_of(one.use) + bytes_of(one.sessions) +
                          bytes_of(one.failed_attempts) + bytes_of(one.distress_start) +
                          bytes_of(one.distress_end) + bytes_of(one.distress_horizon) +
                          bytes_of(one.alliance_start) + bytes_of(one.alliance_end) +
                          bytes_of(one.components_start) + bytes_of(one.components_end);
    for (auto const& scores : one.scores) {
        bytes += bytes_of(scores);
    }
    return bytes;
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
