#pragma once

#include "study/plan/study_plan.hpp"
#include "study/running/study_folder.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace core {
class Ranks;
}

namespace study {

struct StudyOptions {
    int threads = 0; ///< 0: as many as the machine has
    study::Shard shard;
    std::vector<study::StudyRun> only;  ///< runs; empty: all that are missing
    std::string suffix;                 ///< of the shard's file; each rank's its own
    core::Ranks const* ranks = nullptr; ///< who shares the shard; nullptr: nobody
    /// Told each run that ended here, by any thread, one at a time.
    std::function<void(study::RunResult const&)> ended = [](study::RunResult const&) {};
    /// Told how many more runs other ranks have ended, now and then.
    std::function<void(std::uint64_t)> elsewhere = [](std::uint64_t) {};
};

/// What a process did for a study.
struct StudyDone {
    std::uint64_t run = 0;    ///< runs that it ran, failed ones too
    std::uint64_t kept = 0;   ///< runs that an earlier form of the study had
    std::uint64_t failed = 0; ///< of `run`
    bool interrupted = false;
};

/// Runs what is missing of a shard: whole runs side by side, one a thread; those that are long one
/// after another, on all threads. A run that fails is kept with its reason. What it adds to the
/// shard's file does not depend on threads. Ranks take turns at pieces of the shard: called by all
/// of them alike, and what is done is each one's own. Throws core::IoError when the file cannot be
/// written.
[[nodiscard]] StudyDone run_study(study::StudyPlan const& plan, study::StudyFolder const& folder,
                                  StudyOptions const& options);

/// How many runs of a shard are missing.
[[nodiscard]] std::uint64_t missing(study::StudyPlan const& plan, study::StudyState const& state,
                                    study::Shard const& shard);

} // namespace study
