#pragma once

#include "agents/cohort.hpp"
#include "agents/day/day.hpp"
#include "agents/programme.hpp"
#include "sim/scenario.hpp"

#include <vector>

namespace sim {

/// What all users of a run share and nobody changes: how people are made, and what each design does
/// to them.
struct CompiledRun {
    explicit CompiledRun(Scenario const& of);

    Scenario const& scenario; ///< must outlive this
    agents::Synthesis synthesis;
    std::vector<agents::Programme> programmes; ///< shape (designs)
    agents::Luck luck;
};

} // namespace sim
