#pragma once

#include "sim/judge/comparison.hpp"
#include "sim/report/text_table.hpp"

#include <cstddef>
#include <string>

namespace sim {

/// The table under its title and what its intervals assume.
[[nodiscard]] std::string titled(std::string const& title, Comparison const& comparison,
                                 TextTable const& table);
/// Null for the baseline.
[[nodiscard]] ContrastVerdict const* contrast_of(GroupVerdict const& group, std::size_t design);
[[nodiscard]] std::string const& baseline_name(Comparison const& comparison);

} // namespace sim
