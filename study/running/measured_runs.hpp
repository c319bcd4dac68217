#pragma once

#include "study/plan/study_plan.hpp"
#include "study/running/study_folder.hpp"

#include <cstdint>
#include <vector>

namespace study {

/// What the runs of a study that are missing take, as far as it has been seen on this machine.
struct MeasuredRuns {
    std::uint64_t missing = 0;   ///< runs
    std::uint64_t measured = 0;  ///< whole runs that the times are of; 0: reckoned from small ones
    double seconds_a_run = 0.0;  ///< on one core, on average
    double longest = 0.0;        ///< of those seen [s on one core]
    std::uint64_t bytes = 0;     ///< memory of the process beside its runs
    std::uint64_t run_bytes = 0; ///< that a run adds, the largest seen, on one thread
    bool interrupted = false;
};

/// Runs that are missing, of points spread evenly over the study: at most `most`.
[[nodiscard]] std::vector<StudyRun> spread_over(StudyPlan const& plan, StudyState const& state,
                                                std::uint64_t most);

/// Runs some of what is missing, for half a minute or so, and keeps it in the folder like any other
/// result. Where a single run would take longer than that, it reckons with runs of few users.
[[nodiscard]] MeasuredRuns measure_runs(StudyPlan const& plan, StudyFolder const& folder);

} // namespace study
