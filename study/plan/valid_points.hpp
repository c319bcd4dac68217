#pragma once

#include "core/ranks.hpp"
#include "study/plan/study_plan.hpp"

#include <cstddef>
#include <functional>
#include <limits>

namespace study {

/// Looks at the scenario of every point, or of some neighbours. Throws core::ConfigError with the
/// mistakes, the first `most` different ones of them.
/// @param each  called for each point looked at, by any thread
void expect_valid_points(StudyPlan const& plan, int threads, std::function<void()> const& each,
                         std::size_t most = 20,
                         core::Share points = {0, std::numeric_limits<std::size_t>::max()});

} // namespace study
