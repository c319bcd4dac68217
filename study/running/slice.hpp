#pragma once

#include "study/plan/study_plan.hpp"
#include "study/running/shard_file.hpp"
#include "study/running/stopping.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace study {

/// The runs of some points, put together from shards.
class Slice {
public:
    /// @param plan, stopping  must outlive this
    Slice(StudyPlan const& plan, Stopping const& stopping, PointRange const& points);

    /// So many points that their runs take some ten megabytes; at least 1.
    [[nodiscard]] static std::uint64_t most_points(StudyPlan const& plan);

    /// Throws core::ConfigError where the shard differs from another one in a run.
    void add(ShardReader& shard);
    /// Calls take(result) for each run, ascending by point and replicate.
    void tell(std::function<void(RunResult const&)> const& take) const;

private:
    void add(RunResult const& result, std::string const& path);

    StudyPlan const& plan_;
    Stopping const& stopping_;
    PointRange points_;
    std::vector<std::optional<RunResult>> runs_; ///< replicates fastest
};

} // namespace study
