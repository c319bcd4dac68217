#pragma once

#include "agents/thematic_map.hpp"

#include <vector>

namespace agents {

/// Nodes and edges of the wide graph of a theory; see ThematicMap for what the weights are.
struct WideEdges {
    std::vector<MapNode> nodes; ///< subthemes first
    std::vector<MapEdge>
        edges; ///< weights other than 0; one at most between two nodes in a direction
};
[[nodiscard]] WideEdges wide_edges(Theory const& theory);

} // namespace agents
