#include "analysis/planning/simulated_power.hpp"

#include "analysis/proportion.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace analysis {

namespace {

struct Played {
    Verdict verdict = Verdict::not_shown;
    bool defined = false;
    std::size_t events = 0;
};

std::size_t count_events(EventTable const& table) {
    return table.size() -
           static_cast<std::size_t>(std::count(table.status.begin(), table.status.end(), 0));
}

Played play(TrialGroups const& groups, PowerSimulation const& simulation) {
    auto const effect = analyse(groups, simulation.analysis);
    bool const defined = !std::isnan(effect.value) && effect.standard_error > 0;
    return {.verdict = defined ? verdict(simulation.test, effect) : Verdict::not_shown,
            .defined = defined,
            .events = count_events(groups.variant) + count_events(groups.baseline)};
}

} // namespace

SimulatedPower simulated_power(EventTable const& variant, EventTable const& baseline,
                               SimulatedTrial const& trial, PowerSimulation const& simulation) {
    std::vector<Played> played(simulation.trials);
    auto const done = core::for_each_block(
        played.size(), simulation.loop, [&](std::size_t number, std::size_t /*worker*/) {
            played[number] = play(simulate_trial(variant, baseline, trial, simulation.seed,
                                                 static_cast<std::uint32_t>(number)),
                                  simulation);
        });
    SimulatedPower power;
    power.people = trial.people;
    power.trials = done;
    std::size_t events = 0;
    for (std::size_t k = 0; k < done; ++k) {
        power.shown += played[k].verdict == Verdict::shown ? 1U : 0U;
        power.opposite += played[k].verdict == Verdict::opposite ? 1U : 0U;
        power.undefined += played[k].defined ? 0U : 1U;
        events += played[k].events;
    }
    power.power = wilson(power.shown, done, simulation.level);
    power.mean_events =
        done > 0 ? static_cast<double>(events) / static_cast<double>(done) : analysis::undefined;
    return power;
}

} // namespace analysis
