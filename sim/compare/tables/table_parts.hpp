#pragma once

#include "report/text/text_table.hpp"
#include "sim/compare/comparison.hpp"

#include <cstddef>
#include <string>

namespace sim {

/// The table under its title and what its intervals assume.
[[nodiscard]] std::string titled(std::string const& title, Comparison const& comparison,
                                 report::TextTable const& table, std::size_t width);

/// A line that names the rows below it, parted from those above, and the name of a design below
/// such a row.
void add_heading(report::TextTable& table, std::string const& label);
[[nodiscard]] std::string below_heading(std::string const& design);

/// Null for the baseline.
[[nodiscard]] Contrast const* contrast_of(GroupEstimates const& group, std::size_t design);
[[nodiscard]] std::string const& baseline_name(Comparison const& comparison);

} // namespace sim
