#pragma once

#include "agents/peers/peer_graph.hpp"

namespace agents {

/// What a graph is like.
struct GraphFacts {
    double mean_neighbours = 0.0;
    std::size_t most_neighbours = 0;
    std::size_t without_neighbours = 0; ///< users
    /// Mean over a sample of users of the share of pairs of their neighbours who know each other
    /// (0 for users with fewer than two neighbours). Source: Watts & Strogatz 1998.
    double clustering = 0.0;
    std::size_t sampled = 0; ///< users
};

/// @param sample  users for the clustering, at even distances; all when there are fewer
[[nodiscard]] GraphFacts facts_of(PeerGraph const& graph, std::size_t sample = 2000);

/// How many edges the graph of a rule has: on average over seeds, but for roundings.
[[nodiscard]] double expected_edges(PeerRule const& rule, std::size_t users);

} // namespace agents
