#pragma once

#include "sim/compare/comparison.hpp"

#include <string>

namespace sim {

/// The comparison as JSON, version 1: docs/compare-json.md.
[[nodiscard]] std::string comparison_json(Comparison const& comparison);

} // namespace sim
