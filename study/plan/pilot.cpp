#include "study/plan/pilot.hpp"

#include "core/stopwatch.hpp"
#include "sim/engine/run.hpp"
#include "sim/engine/run_cost.hpp"

#include <algorithm>
#include <set>

namespace study {
namespace {

constexpr std::uint64_t most_user_days = 300'000;
// A run's row and its key in the file, and the outputs, measured on files of 10,000 runs.
constexpr std::uint64_t bytes_of_row = 60;
constexpr std::uint64_t bytes_of_output = 9;

double seconds_of(sim::Scenario const& scenario, Measurement const& measurement) {
    core::Stopwatch const watch;
    sim::RunOptions options;
    options.threads = 1;
    static_cast<void>(measurement.of(sim::run(scenario, options)));
    return watch.seconds();
}

/// The same scenario with as few users as make a short run.
sim::Scenario made_small(sim::Scenario const& scenario, std::uint64_t user_days) {
    sim::Scenario small = scenario;
    double const share = static_cast<double>(most_user_days) /
                         static_cast<double>(std::max<std::uint64_t>(1, user_days));
    if (share < 1.0 && !scenario.peers) {
        small.users = std::max<std::uint64_t>(
            1, static_cast<std::uint64_t>(share * static_cast<double>(scenario.users)));
    }
    return small;
}

} // namespace

Pilot pilot_of(StudyPlan const& plan) {
    sim::Variations variations(plan.study().scenario);
    auto const last = plan.points().size() - 1;
    std::set<std::uint64_t> const points{0, last / 2, last};
    Pilot pilot;
    pilot.bytes_a_run = bytes_of_row + bytes_of_output * static_cast<std::uint64_t>(
                                                             plan.measurement().outputs.size());
    for (auto const point : points) {
        auto const varied = plan.at(point, variations);
        auto const cost = sim::cost_of(varied.scenario);
        auto const small = made_small(varied.scenario, cost.user_days);
        double const scale =
            static_cast<double>(cost.user_days) /
            static_cast<double>(std::max<std::uint64_t>(1, sim::cost_of(small).user_days));
        pilot.seconds_a_run +=
            scale * seconds_of(small, plan.measurement()) / static_cast<double>(points.size());
        pilot.memory_bytes = std::max(pilot.memory_bytes, cost.memory_bytes(1));
    }
    return pilot;
}

} // namespace study
