/// Boost.Graph's generators and measures judge ours. Boost's generators are serial and depend on
/// the order of their draws, so that they cannot make the graphs of a run; as random graphs they
/// must not differ.

#include "agents/peers/graph_facts.hpp"
#include "agents/peers/peer_graph.hpp"
#include "tests/tolerance.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/erdos_renyi_generator.hpp>
#include <boost/graph/small_world_generator.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <vector>

namespace {

using BoostGraph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;

BoostGraph as_boost(agents::PeerGraph const& graph) {
    BoostGraph copy(graph.users());
    for (std::uint32_t user = 0; user < graph.users(); ++user) {
        for (auto const other : graph.of(user)) {
            boost::add_edge(user, other, copy);
        }
    }
    return copy;
}

double clustering(BoostGraph const& graph) {
    std::vector<double> each(boost::num_vertices(graph));
    return boost::all_clustering_coefficients(
        graph, boost::make_iterator_property_map(each.begin(), get(boost::vertex_index, graph)));
}

/// Mean over those that can be reached from the first few users.
double path_length(BoostGraph const& graph) {
    double sum = 0.0;
    double pairs = 0.0;
    for (std::size_t from = 0; from < 20; ++from) {
        std::vector<int> steps(boost::num_vertices(graph), 0);
        auto const record = boost::record_distances(steps.data(), boost::on_tree_edge());
        boost::breadth_first_search(graph, from, boost::visitor(boost::make_bfs_visitor(record)));
        for (int const n : steps) {
            sum += n;
            pairs += n > 0 ? 1.0 : 0.0;
        }
    }
    return sum / pairs;
}

double degree_variance(BoostGraph const& graph) {
    auto const n = static_cast<double>(boost::num_vertices(graph));
    double const mean = 2.0 * static_cast<double>(boost::num_edges(graph)) / n;
    double sum = 0.0;
    for (std::size_t v = 0; v < boost::num_vertices(graph); ++v) {
        double const distance = static_cast<double>(boost::out_degree(v, graph)) - mean;
        sum += distance * distance;
    }
    return sum / n;
}

struct Summary {
    double mean = 0.0;
    double squared_error = 0.0; ///< of the mean
};

Summary summary(std::vector<double> const& values) {
    auto const n = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    for (double const x : values) {
        squares += (x - mean) * (x - mean);
    }
    return {mean, squares / (n - 1.0) / n};
}

using Maker = std::function<BoostGraph(unsigned)>;

/// Means over many graphs of both makers agree.
void judge(Maker const& ours, Maker const& boosts) {
    std::map<std::string, std::function<double(BoostGraph const&)>> const measures{
        {"clustering", clustering},
        {"path length", path_length},
        {"degree variance", degree_variance}};
    std::map<std::string, std::vector<double>> of_ours, of_boosts;
    for (unsigned seed = 0; seed < 40; ++seed) {
        auto const here = ours(seed);
        auto const there = boosts(seed);
        for (auto const& [name, measure] : measures) {
            of_ours[name].push_back(measure(here));
            of_boosts[name].push_back(measure(there));
        }
    }
    for (auto const& [name, measure] : measures) {
        auto const a = summary(of_ours[name]);
        auto const b = summary(of_boosts[name]);
        INFO(name << ": " << a.mean << " and " << b.mean);
        CHECK(std::abs(a.mean - b.mean) <=
              tests::z_two_sided * std::sqrt(a.squared_error + b.squared_error) + 1e-9);
    }
}

} // namespace

TEST_CASE("small worlds are like those that Boost makes") {
    // Boost's may rewire two links to the same place, which takes one in thousands.
    constexpr std::size_t users = 1500;
    judge(
        [](unsigned seed) {
            return as_boost(build_graph(agents::SmallWorld{8, 0.3}, users, seed));
        },
        [](unsigned seed) {
            using Generator = boost::small_world_iterator<std::mt19937, BoostGraph>;
            std::mt19937 random(seed);
            BoostGraph graph(users);
            for (Generator at(random, users, 8, 0.3), end; at != end; ++at) {
                boost::add_edge(at->first, at->second, graph);
            }
            return graph;
        });
}

TEST_CASE("random graphs are like those that Boost makes") {
    constexpr std::size_t users = 1500;
    judge(
        [](unsigned seed) { return as_boost(build_graph(agents::RandomPeers{8.0}, users, seed)); },
        [](unsigned seed) {
            using Generator = boost::sorted_erdos_renyi_iterator<std::mt19937, BoostGraph>;
            std::mt19937 random(seed);
            BoostGraph graph(users);
            for (Generator at(random, users, 8.0 / (users - 1.0)), end; at != end; ++at) {
                if (at->first != at->second) {
                    boost::add_edge(at->first, at->second, graph);
                }
            }
            return graph;
        });
}

TEST_CASE("our clustering is Boost's") {
    for (agents::PeerRule const& rule :
         {agents::PeerRule(agents::SmallWorld{6, 0.2}), agents::PeerRule(agents::ScaleFree{4})}) {
        auto const graph = build_graph(rule, 400, 2);
        CHECK(agents::facts_of(graph).clustering == Approx(clustering(as_boost(graph))));
    }
}
