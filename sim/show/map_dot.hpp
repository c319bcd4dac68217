#pragma once

#include "agents/thematic_map.hpp"
#include "agents/theory.hpp"

#include <string>

namespace sim {

/// The thematic map for Graphviz: subthemes in the colours of their components, influences by sign
/// (solid raises, dashed lowers) and strength (width of the line).
/// @param map  of this theory
[[nodiscard]] std::string map_dot(agents::Theory const& theory, agents::ThematicMap const& map);

} // namespace sim
