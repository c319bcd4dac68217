#pragma once

#include "sim/compare/measure.hpp"

#include <vector>

namespace sim {

/// Survival, incidence by cause, restricted mean and median of the time to attrition.
[[nodiscard]] std::vector<Measure> attrition_measures();

} // namespace sim
