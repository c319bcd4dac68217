#pragma once

#include "sim/compare/measure.hpp"

#include <vector>

namespace sim {

/// Means over people, one for each of person_measures().
[[nodiscard]] std::vector<Measure> mean_measures();

} // namespace sim
