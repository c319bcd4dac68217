#pragma once

#include "sim/compare/comparison.hpp"
#include "sim/compare/observations.hpp"

#include <cstddef>
#include <span>

namespace sim {

/// Judges what some users did under one design, whose index is left 0.
/// @param outcomes  of the design  @param seen  observe(...) of the same users under it
[[nodiscard]] DesignVerdict judge_design(Record const& record, agents::Outcomes const& outcomes,
                                         Observations const& seen,
                                         std::span<std::size_t const> users,
                                         Judgement const& judgement, double follow_up);

/// Kaplan-Meier, Aalen-Johansen and restricted mean; days after the end of follow-up stay
/// undefined. @param table  of these people, weights being copies
void judge_attrition(DesignVerdict& verdict, analysis::EventTable const& table,
                     Judgement const& judgement, double follow_up);

} // namespace sim
