#include "study/running/measured_runs.hpp"

#include "study/plan/pilot.hpp"
#include "study/running/run_study.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace study {
namespace {

constexpr double seconds_to_spend = 30.0;
constexpr std::uint64_t enough_runs = 16;

/// The most memory that this process has had.
std::uint64_t peak_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

std::uint64_t affordable(double seconds_a_run) {
    double const runs = seconds_to_spend / std::max(seconds_a_run, 1e-3);
    return runs < 1.0 ? 0 : std::min(enough_runs, static_cast<std::uint64_t>(runs));
}

} // namespace

std::vector<StudyRun> spread_over(StudyPlan const& plan, StudyState const& state,
                                  std::uint64_t most) {
    std::vector<StudyRun> runs;
    auto const points = plan.points().size();
    auto const count = std::min(most, points);
    for (std::uint64_t i = 0; i < count; ++i) {
        auto const point = (2 * i + 1) * points / (2 * count);
        for (std::uint32_t r = 0; r < state.stopping.wanted(point); ++r) {
            if (!state.has({point, r}, plan.study().replicates)) {
                runs.push_back({point, r});
                break;
            }
        }
    }
    return runs;
}

MeasuredRuns measure_runs(StudyPlan const& plan, StudyFolder const& folder) {
    MeasuredRuns measured;
    auto const state = folder.state(plan);
    measured.bytes = peak_bytes(); // before the first reader of scenarios: each thread has one
    auto const small = pilot_of(plan);
    study::StudyOptions options;
    options.threads = 1;
    options.suffix = ".pilot";
    options.only = spread_over(plan, state, affordable(small.seconds_a_run));
    double seconds = 0.0;
    options.ended = [&](RunResult const& result) {
        if (result.failure.empty()) {
            ++measured.measured;
            seconds += result.seconds;
            measured.longest = std::max(measured.longest, result.seconds);
        }
    };
    if (!options.only.empty()) {
        measured.interrupted = study::run_study(plan, folder, options).interrupted;
    }
    measured.run_bytes = std::max(small.memory_bytes, peak_bytes() - measured.bytes);
    measured.seconds_a_run = measured.measured == 0
                                 ? small.seconds_a_run
                                 : seconds / static_cast<double>(measured.measured);
    measured.longest = std::max(measured.longest, measured.seconds_a_run);
    measured.missing = missing(plan, folder.state(plan), {});
    return measured;
}

} // namespace study
