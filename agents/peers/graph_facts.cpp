#include "agents/peers/graph_facts.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Pairs of a user's neighbours who know each other, over all pairs.
double clustering_of(PeerGraph const& graph, std::size_t user, std::vector<bool>& marked) {
    auto const row = graph.of(user);
    if (row.size() < 2) {
        return 0.0;
    }
    for (auto const neighbour : row) {
        marked[neighbour] = true;
    }
    std::size_t both_ways = 0;
    for (auto const neighbour : row) {
        for (auto const next : graph.of(neighbour)) {
            both_ways += marked[next] ? 1U : 0U;
        }
    }
    for (auto const neighbour : row) {
        marked[neighbour] = false;
    }
    auto const n = static_cast<double>(row.size());
    return static_cast<double>(both_ways) / (n * (n - 1.0));
}

} // namespace

GraphFacts facts_of(PeerGraph const& graph, std::size_t sample) {
    GraphFacts facts;
    std::size_t const users = graph.users();
    for (std::size_t user = 0; user < users; ++user) {
        std::size_t const neighbours = graph.of(user).size();
        facts.most_neighbours = std::max(facts.most_neighbours, neighbours);
        facts.without_neighbours += neighbours == 0 ? 1U : 0U;
    }
    facts.sampled = std::min(sample, users);
    if (facts.sampled == 0) {
        return facts;
    }
    facts.mean_neighbours = 2.0 * static_cast<double>(graph.edges()) / static_cast<double>(users);
    std::vector<bool> marked(users);
    for (std::size_t i = 0; i < facts.sampled; ++i) {
        facts.clustering += clustering_of(graph, i * users / facts.sampled, marked);
    }
    facts.clustering /= static_cast<double>(facts.sampled);
    return facts;
}

double expected_edges(PeerRule const& rule, std::size_t users) {
    struct Neighbours {
        double operator()(SmallWorld const& r) const { return r.neighbours; }
        double operator()(ScaleFree const& r) const { return 2.0 * r.links; }
        double operator()(RandomPeers const& r) const { return r.neighbours; }
        double operator()(PeerGroups const& r) const { return r.within + r.between; }
        double operator()(ListedPeers const& r) const {
            return 2.0 * static_cast<double>(r.edges.size()) / users;
        }
        double users;
    };
    auto const all = static_cast<double>(users);
    return 0.5 * all * std::visit(Neighbours{all}, rule);
}

} // namespace agents
