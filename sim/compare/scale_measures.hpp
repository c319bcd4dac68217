#pragma once

#include "sim/compare/measure.hpp"

#include <vector>

namespace sim {

/// Questionnaires: how many answered, and their mean scores. Of survivors only.
[[nodiscard]] std::vector<Measure> scale_measures();

} // namespace sim
