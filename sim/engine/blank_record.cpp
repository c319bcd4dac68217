#include "sim/engine/blank_record.hpp"

#include "agents/peers/peer_rule.hpp"

#include <algorithm>
#include <iterator>

namespace sim {
namespace {

/// Instruments with the days on which they are given within the run.
std::vector<InstrumentRecord> instruments_of(Scenario const& scenario) {
    std::vector<InstrumentRecord> instruments;
    for (auto const& instrument : scenario.theory.instruments) {
        instruments.push_back({instrument.name, instrument.low, instrument.high,
                               agents::days_given(instrument, scenario.horizon_days)});
    }
    return instruments;
}

std::vector<std::string> stage_names(agents::Design const& design) {
    std::vector<std::string> names;
    for (auto const& stage : design.stages) {
        names.push_back(stage.name);
    }
    return names;
}

} // namespace

agents::DayTotals blank_totals(Scenario const& scenario, agents::Design const& design) {
    return {scenario.horizon_days, scenario.theory.components.size(), scenario.theory.causes.size(),
            design.stages.size()};
}

Record blank_record(CompiledRun const& run, std::size_t users) {
    auto const& scenario = run.scenario;
    Record record;
    record.scenario = scenario.name;
    record.users = users;
    record.users_asked = scenario.users;
    record.horizon_days = scenario.horizon_days;
    record.seed = scenario.seed;
    record.replicate = scenario.replicate;
    record.baseline = scenario.baseline;
    for (auto const& component : scenario.theory.components) {
        record.components.push_back(component.name);
    }
    for (auto const& cause : scenario.theory.causes) {
        record.causes.push_back(cause.name);
    }
    record.instruments = instruments_of(scenario);
    if (scenario.peers) {
        record.peers = agents::name_of(scenario.peers->rule);
    }
    record.kept = scenario.keep;
    record.population.users = users;
    if (scenario.keep.of_users.has(agents::Recorded::traits)) {
        record.population = run.synthesis.blank(users);
    }
    for (std::size_t d = 0; d < scenario.designs.size(); ++d) {
        auto const& design = scenario.designs[d];
        record.designs.push_back(
            {design.name, design.extends, stage_names(design),
             agents::Outcomes(users, scenario.horizon_days, scenario.theory.components.size(),
                              run.programmes[d].days_given(), scenario.keep.of_users),
             blank_totals(scenario, design)});
        if (scenario.peers && scenario.peers->invitation) {
            record.designs.back().outcomes.stagger();
        }
    }
    make_room_for_counts(record);
    record.origin.sources = scenario.sources;
    record.origin.overrides = scenario.overrides;
    return record;
}

Tallies blank_tallies(Record const& record) {
    Tallies tallies;
    tallies.baseline = record.baseline;
    for (auto const& instrument : record.instruments) {
        tallies.lowest_score.push_back(instrument.low);
        tallies.highest_score.push_back(instrument.high);
    }
    auto const sizes = tally_sizes(record);
    for (std::size_t d = 0; d < record.designs.size(); ++d) {
        tallies.designs.emplace_back(sizes);
        tallies.pairs.push_back(d == record.baseline ? PairTally() : PairTally(sizes));
    }
    return tallies;
}

} // namespace sim
