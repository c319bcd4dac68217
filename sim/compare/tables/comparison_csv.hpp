#pragma once

#include "sim/compare/compare_report.hpp"

#include <string>

namespace sim {

/// The comparison as tidy CSV (RFC 4180, a heading, one estimate a row; undefined values are
/// empty): attrition, trait, group, design, contrast_with, measure, day, of, value, low, high,
/// standard_error, p.
[[nodiscard]] std::string comparison_csv(CompareReport const& report);

} // namespace sim
