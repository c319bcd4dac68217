#pragma once

#include "sim/compare/comparison.hpp"
#include "sim/compare/observations.hpp"

#include <cstddef>
#include <span>

namespace sim {

/// Judges a variant against the baseline on the same users; p_holm is left undefined.
[[nodiscard]] ContrastVerdict judge_contrast(Record const& record, std::size_t design,
                                             Observations const& variant,
                                             Observations const& baseline,
                                             std::span<std::size_t const> users,
                                             Judgement const& judgement, double follow_up);

/// Fills in p_holm over the contrasts of one group.
void adjust_for_many(std::vector<ContrastVerdict>& contrasts);

} // namespace sim
