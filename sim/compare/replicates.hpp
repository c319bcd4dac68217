#pragma once

#include "sim/compare/comparison.hpp"

#include <cstddef>
#include <span>

namespace sim {

/// Estimates for people who influence each other: each replicate is estimated as a whole, contrasts
/// being differences of its designs' estimates; values are means over replicates, intervals and p
/// Student's. A single replicate has no intervals. Where users install on different days, those who
/// installed under a design count, each followed to the run's last day.
/// @param users  indices; those of a trait's value, or everybody
/// @param frame  the comparison's names, options and follow-up
[[nodiscard]] GroupEstimates compare_over_replicates(Record const& record,
                                                     std::span<std::size_t const> users,
                                                     Comparison const& frame);

} // namespace sim
