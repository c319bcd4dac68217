#pragma once

#include "sim/study/stopping.hpp"

#include <string>

namespace sim {

/// What `until` has come to, in words, with a newline at the end; empty without `until`.
[[nodiscard]] std::string verdict_text(StudyPlan const& plan, Stopping const& stopping);

} // namespace sim
