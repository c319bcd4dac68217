#pragma once

#include "sim/compare/comparison.hpp"

#include <string>

namespace sim {

/// The comparison as tidy CSV (RFC 4180, a heading, one estimate a row; undefined values are
/// empty): attrition, trait, group, design, contrast_with, quantity, day, of, value, low, high,
/// standard_error, p.
[[nodiscard]] std::string comparison_csv(Comparison const& comparison);

} // namespace sim
