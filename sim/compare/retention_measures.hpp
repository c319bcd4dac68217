#pragma once

#include "sim/compare/measure.hpp"

#include <vector>

namespace sim {

/// The five meanings of retention, by day.
[[nodiscard]] std::vector<Measure> retention_measures();

} // namespace sim
