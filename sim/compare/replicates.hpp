#pragma once

#include "sim/compare/comparison.hpp"

#include <cstddef>
#include <span>

namespace sim {

/// The verdict on people who feel each other: each replicate is judged as a whole, contrasts being
/// differences of its designs' estimates; values are means over replicates, intervals and p
/// Student's. A single replicate has no intervals. Where users install on different days, those who
/// installed under a design are judged, each followed to the run's last day.
/// @param users  indices; those of a trait's value, or everybody
[[nodiscard]] GroupVerdict judge_over_replicates(Record const& record,
                                                 std::span<std::size_t const> users,
                                                 Judgement const& judgement, double follow_up);

} // namespace sim
