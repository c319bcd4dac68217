#include "sim/engine/run_cost.hpp"

#include "agents/outcomes.hpp"
#include "agents/peers/graph_facts.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/tally/tally.hpp"

#include <algorithm>
#include <vector>

namespace sim {

namespace {

std::vector<std::size_t> days_given(Scenario const& scenario) {
    std::vector<std::size_t> given;
    for (auto const& instrument : scenario.theory.instruments) {
        given.push_back(agents::days_given(instrument, scenario.horizon_days).size());
    }
    return given;
}

/// Of one user under one design: measured on the real thing, so that it cannot drift from it.
std::uint64_t outcome_bytes(Scenario const& scenario) {
    return agents::Outcomes(1, scenario.horizon_days, scenario.theory.components.size(),
                            days_given(scenario), scenario.keep.of_users)
        .bytes();
}

/// Of all designs.
std::uint64_t sums_bytes(Scenario const& scenario) {
    auto const components = scenario.theory.components.size();
    auto const causes = scenario.theory.causes.size();
    std::uint64_t bytes = 0;
    for (auto const& design : scenario.designs) {
        bytes += agents::DayTotals(scenario.horizon_days, components, causes, design.stages.size())
                     .bytes();
    }
    if (scenario.keep.counts) {
        TallySizes const sizes{scenario.horizon_days, causes, components, days_given(scenario)};
        bytes += scenario.designs.size() * bytes_of(DesignTally(sizes)) +
                 (scenario.designs.size() - 1) * bytes_of(PairTally(sizes));
    }
    return bytes;
}

/// Of everybody under one design; designs are lived one after the other.
std::uint64_t together_bytes(Scenario const& scenario) {
    CompiledRun const run(scenario);
    std::size_t a_user = 0;
    for (auto const& programme : run.programmes) {
        a_user = std::max(a_user, agents::Life::bytes_a_user(programme));
    }
    bool const traits_are_kept = scenario.keep.of_users.has(agents::Recorded::traits);
    a_user += traits_are_kept ? 0 : scenario.cohort.traits.size() * sizeof(float);
    // Where the row of neighbours begins, how many were there, how many have left, and the number.
    a_user += sizeof(std::uint64_t) + 3 * sizeof(std::uint32_t);
    double const ends = 2.0 * agents::expected_edges(scenario.peers->rule, scenario.users);
    return scenario.users * a_user + static_cast<std::uint64_t>(ends) * sizeof(std::uint32_t);
}

} // namespace

RunCost cost_of(Scenario const& scenario) {
    auto const days = static_cast<std::uint64_t>(scenario.horizon_days) + 1;
    RunCost cost;
    cost.user_days = scenario.users * days * scenario.designs.size() * scenario.replicates;
    if (scenario.keep.of_users.has(agents::Recorded::traits)) {
        cost.people_bytes = scenario.users * scenario.cohort.traits.size() * sizeof(float);
    }
    cost.sums_bytes = sums_bytes(scenario);
    auto const outcomes = scenario.users * scenario.designs.size() * outcome_bytes(scenario);
    cost.record_bytes = cost.people_bytes + scenario.replicates * (cost.sums_bytes + outcomes);
    if (scenario.peers) {
        cost.together_bytes = together_bytes(scenario);
    }
    return cost;
}

} // namespace sim
