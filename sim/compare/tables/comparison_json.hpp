#pragma once

#include "sim/compare/compare_report.hpp"

#include <string>

namespace sim {

/// The comparison, and what was asked for beside it, as JSON: docs/compare-json.md.
[[nodiscard]] std::string comparison_json(CompareReport const& report);

} // namespace sim
