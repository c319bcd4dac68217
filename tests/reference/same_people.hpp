#pragma once

#include "agents/cohort.hpp"

#include <cstdint>
#include <string>

namespace reference {

/// Draws so many people of a cohort by agents::Synthesis, as two ranges, and by the reference, and
/// says where they first differ; empty when nowhere. Both work in double precision and round once
/// to single, so numbers may lie a few roundings apart; codes must be equal.
[[nodiscard]] std::string difference_of_people(agents::Cohort const& cohort, std::uint64_t seed,
                                               std::size_t users);

} // namespace reference
