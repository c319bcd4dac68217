#pragma once

#include "analysis/estimate.hpp"
#include "analysis/planning/simulated_trial.hpp"
#include "core/parallel.hpp"

#include <cstddef>
#include <cstdint>

namespace analysis {

/// How a trial is judged, and how often it is played.
struct PowerSimulation {
    TrialAnalysis analysis = ByLogRank{};
    PlannedTest test{};
    std::uint32_t trials = 1000;
    std::uint64_t seed = 1;
    core::LoopOptions loop{};
    Level level{}; ///< of the limits that tell the Monte Carlo error
};

struct SimulatedPower {
    GroupSizes people{};
    std::size_t trials = 0; ///< played: fewer than asked for when interrupted
    std::size_t shown = 0;
    std::size_t opposite = 0;  ///< two-sided Superiority: the variant came out worse
    std::size_t undefined = 0; ///< trials that did not define the effect; they count as not shown
    Estimate power;            ///< shown / trials, Wilson's limits
    double mean_events = 0;    ///< of both groups together
};

/// Power by playing the trial. The same seed gives the same answer on any number of threads.
/// @param variant, baseline  populations, as simulate_trial takes them. Their own Monte Carlo or
/// sampling error is not in the limits: with the records as truth, it is that of the trials.
[[nodiscard]] SimulatedPower simulated_power(EventTable const& variant, EventTable const& baseline,
                                             SimulatedTrial const& trial,
                                             PowerSimulation const& simulation);

} // namespace analysis
