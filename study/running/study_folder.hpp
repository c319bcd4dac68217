#pragma once

#include "study/plan/study_plan.hpp"
#include "study/running/shard_file.hpp"
#include "study/running/stopping.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace study {

/// Runs of an earlier form of the study that are as they would be now: by fingerprint and
/// replicate.
using Reusable = std::map<std::pair<std::string, std::uint32_t>, RunResult>;

/// What stands in the files of a study.
struct StudyState {
    std::vector<bool> done; ///< shape (points x replicates), replicates fastest: run and not failed
    std::uint64_t finished = 0;      ///< runs in `done`
    std::vector<RunResult> failures; ///< one of each run that is not done, ascending; no outputs
    double seconds = 0.0;            ///< that the finished runs took, on one thread each
    Stopping stopping;               ///< how many replicates of each point are needed
    Reusable reusable;
    std::uint64_t other = 0; ///< runs of earlier forms of the study

    explicit StudyState(StudyPlan const& plan) : done(plan.runs()), stopping(plan) {}
    [[nodiscard]] bool has(StudyRun run, std::uint32_t replicates) const {
        return done[run.point * replicates + run.replicate];
    }
};

/// The folder that the shards of one study share.
class StudyFolder {
public:
    explicit StudyFolder(std::string path) : path_(std::move(path)) {}

    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    /// Paths of the shards' files that are there, by name.
    [[nodiscard]] std::vector<std::string> shards() const;
    /// Of the file of a shard; a process that was started anew, or shares the shard with other
    /// ranks, has one of its own.
    [[nodiscard]] std::string shard_path(Shard const& shard, std::string const& suffix) const;
    /// Makes the folder. Throws core::IoError.
    void make() const;

    /// Reads all shards. Throws core::ConfigError for shards of another study or another Holdfast,
    /// core::IoError.
    [[nodiscard]] StudyState state(StudyPlan const& plan) const;

    /// Calls take(result) for every run of the study as it is now that counts, failed ones too,
    /// ascending by point and replicate, each once; outputs are the plan's. Some thousands of runs
    /// are in memory at a time. Throws core::ConfigError where two shards differ in a run.
    void read(StudyPlan const& plan, Stopping const& stopping,
              std::function<void(RunResult const&)> const& take) const;

private:
    /// One after another, as there may be more of them than a process may have open. Throws
    /// core::ConfigError when there are some of another study or another Holdfast, all named.
    void for_each_shard(StudyPlan const& plan, std::function<void(ShardReader&)> const& act) const;

    std::string path_;
};

} // namespace study
