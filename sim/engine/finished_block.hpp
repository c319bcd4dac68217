#pragma once

#include "agents/cohort.hpp"
#include "agents/outcomes.hpp"

#include <cstddef>
#include <span>

namespace sim {

/// Some users who have lived all their days under every design. A view: what it shows is gone when
/// the block is.
struct FinishedBlock {
    std::size_t first = 0; ///< row i of everything is user first + i
    agents::Population const& people;
    std::span<agents::Outcomes const> outcomes; ///< shape (designs)
};

} // namespace sim
