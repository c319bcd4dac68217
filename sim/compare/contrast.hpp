#pragma once

#include "sim/compare/comparison.hpp"
#include "sim/compare/people.hpp"

#include <vector>

namespace sim {

/// A variant against the baseline; p_holm is left undefined.
[[nodiscard]] Contrast contrast_of(PairedPeople const& pairs, PartNames const& names);
[[nodiscard]] Contrast contrast_of(CountedPeople const& variant, PartNames const& names);

/// Fills in p_holm over the contrasts of one group.
void adjust_for_many(std::vector<Contrast>& contrasts);

} // namespace sim
