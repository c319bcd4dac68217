#pragma once

#include "study/plan/study_plan.hpp"

#include <cstdint>

namespace study {

/// What a study will take, from a few small runs of it.
struct Pilot {
    double seconds_a_run = 0.0;     ///< on one thread of this machine
    std::uint64_t bytes_a_run = 0;  ///< in a shard's file, about
    std::uint64_t memory_bytes = 0; ///< of the largest run looked at, on one thread
};

/// Runs the first, the middle and the last point with few users, and reckons with the days that all
/// of their users live. It takes less than a second unless a point cannot be made small.
[[nodiscard]] Pilot pilot_of(StudyPlan const& plan);

} // namespace study
