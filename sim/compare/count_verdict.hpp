#pragma once

#include "sim/compare/comparison.hpp"

#include <cstddef>

namespace sim {

/// Which of the counted definitions of attrition this is. @param attrition  Left or LastUse
[[nodiscard]] std::size_t counted_definition(analysis::Attrition const& attrition);

/// The verdict on everybody from counts alone: what judge_design and judge_contrast say of the same
/// people, to rounding. Only against the baseline that pairs were counted with.
[[nodiscard]] GroupVerdict judge_counts(Record const& record, Judgement const& judgement,
                                        double follow_up);

} // namespace sim
