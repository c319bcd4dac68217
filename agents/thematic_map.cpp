#include "agents/thematic_map.hpp"

#include "agents/wide_edges.hpp"
#include "core/contract.hpp"

#include <Eigen/Dense>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/hawick_circuits.hpp>

#include <algorithm>
#include <cmath>

namespace agents {

namespace {

/// Bidirectional, though edges are followed forwards only: Boost then keeps one list of all edges,
/// and walking the edges of a merely directed graph makes g++ 12 warn of uninitialised iterators.
using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, MapNode, MapEdge>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

Graph graph_of(std::vector<MapNode> const& nodes, std::vector<MapEdge> const& edges) {
    Graph graph(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        graph[i] = nodes[i];
    }
    for (auto const& edge : edges) {
        boost::add_edge(edge.from, edge.to, edge, graph);
    }
    return graph;
}

/// Boost's search cannot be told to stop, so it is left by an exception.
struct EnoughCycles {};

struct CycleCollector {
    MapCycles* cycles;
    std::size_t at_most;

    template <class Path>
    void cycle(Path const& path, Graph const& graph) {
        if (cycles->all.size() == at_most) {
            throw EnoughCycles{};
        }
        MapCycle found{{path.begin(), path.end()}, 1.0};
        for (std::size_t i = 0; i < found.subthemes.size(); ++i) {
            auto const next = found.subthemes[(i + 1) % found.subthemes.size()];
            found.gain *= graph[boost::edge(found.subthemes[i], next, graph).first].weight;
        }
        cycles->all.push_back(std::move(found));
    }
};

/// The largest |product| of any walk of at most k edges from each node to the target: what a path
/// can still hope for. Shape (longest + 1, nodes).
std::vector<std::vector<double>> hopes(Graph const& graph, Vertex target, std::size_t longest) {
    std::vector<std::vector<double>> hope(longest + 1,
                                          std::vector<double>(boost::num_vertices(graph), 0.0));
    hope[0][target] = 1.0;
    for (std::size_t k = 1; k <= longest; ++k) {
        hope[k] = hope[k - 1];
        for (auto const edge : boost::make_iterator_range(boost::edges(graph))) {
            auto& here = hope[k][boost::source(edge, graph)];
            double const through = hope[k - 1][boost::target(edge, graph)];
            here = std::max(here, std::abs(graph[edge].weight) * through);
        }
    }
    return hope;
}

/// Depth-first over simple paths, leaving those that cannot become one of the strongest any more.
class PathSearch {
public:
    PathSearch(Graph const& graph, Vertex target, std::size_t count, std::size_t longest)
        : graph_(graph),
          target_(target),
          count_(count),
          longest_(longest),
          hope_(hopes(graph, target, longest)),
          on_path_(boost::num_vertices(graph), false) {}

    void from(Vertex start) {
        path_ = {{start}, {}, 1.0};
        on_path_[start] = true;
        extend(start);
        on_path_[start] = false;
    }
    [[nodiscard]] std::vector<MapPath> take() { return std::move(best_); }

private:
    void extend(Vertex here) {
        if (here == target_) {
            keep();
            return;
        }
        auto const left = longest_ - path_.weights.size();
        if (left == 0 || !promising(std::abs(path_.strength) * hope_[left][here])) {
            return;
        }
        for (auto const edge : boost::make_iterator_range(boost::out_edges(here, graph_))) {
            Vertex const next = boost::target(edge, graph_);
            if (!on_path_[next]) {
                step(next, graph_[edge].weight);
            }
        }
    }
    void step(Vertex next, double weight) {
        double const before = path_.strength;
        path_.nodes.push_back(next);
        path_.weights.push_back(weight);
        path_.strength *= weight;
        on_path_[next] = true;
        extend(next);
        on_path_[next] = false;
        path_.strength = before;
        path_.weights.pop_back();
        path_.nodes.pop_back();
    }
    [[nodiscard]] bool promising(double strength) const {
        return strength > 0.0 &&
               (best_.size() < count_ || strength > std::abs(best_.back().strength));
    }
    void keep() {
        if (!promising(std::abs(path_.strength))) {
            return;
        }
        auto const stronger = [](MapPath const& a, MapPath const& b) {
            return std::abs(a.strength) > std::abs(b.strength);
        };
        best_.insert(std::upper_bound(best_.begin(), best_.end(), path_, stronger), path_);
        if (best_.size() > count_) {
            best_.pop_back();
        }
    }

    Graph const& graph_;
    Vertex target_;
    std::size_t count_;
    std::size_t longest_;
    std::vector<std::vector<double>> hope_;
    std::vector<bool> on_path_;
    MapPath path_;
    std::vector<MapPath> best_; ///< strongest first
};

} // namespace

double spectral_radius(Theory const& theory) {
    auto const n = static_cast<Eigen::Index>(theory.subthemes.size());
    if (n == 0) {
        return 0.0;
    }
    Eigen::MatrixXd g = Eigen::MatrixXd::Zero(n, n);
    for (auto const& edge : theory.map) {
        g(static_cast<Eigen::Index>(edge.to), static_cast<Eigen::Index>(edge.from)) +=
            edge.strength.value;
    }
    Eigen::MatrixXd const absolute = g.cwiseAbs();
    return absolute.eigenvalues().cwiseAbs().maxCoeff();
}

struct ThematicMap::Wide {
    WideEdges parts;
    Graph graph;
    std::size_t subthemes = 0;
};

ThematicMap::ThematicMap(Theory const& theory) : wide_(std::make_unique<Wide>()) {
    wide_->parts = wide_edges(theory);
    wide_->graph = graph_of(wide_->parts.nodes, wide_->parts.edges);
    wide_->subthemes = theory.subthemes.size();
}
ThematicMap::ThematicMap(ThematicMap&&) noexcept = default;
ThematicMap& ThematicMap::operator=(ThematicMap&&) noexcept = default;
ThematicMap::~ThematicMap() = default;

std::vector<MapNode> const& ThematicMap::nodes() const noexcept {
    return wide_->parts.nodes;
}

std::vector<MapEdge> const& ThematicMap::edges() const noexcept {
    return wide_->parts.edges;
}

std::vector<MapEdge> ThematicMap::influences() const {
    auto const subthemes = wide_->subthemes;
    std::vector<MapEdge> within;
    std::copy_if(edges().begin(), edges().end(), std::back_inserter(within),
                 [&](MapEdge const& edge) { return edge.from < subthemes && edge.to < subthemes; });
    return within;
}

std::size_t ThematicMap::find(std::string_view name, NodeKind kind) const noexcept {
    auto const at = std::find_if(nodes().begin(), nodes().end(), [&](MapNode const& node) {
        return node.kind == kind && node.name == name;
    });
    return static_cast<std::size_t>(at - nodes().begin());
}

MapCycles ThematicMap::cycles(std::size_t at_most) const {
    auto const subthemes = static_cast<std::ptrdiff_t>(wide_->subthemes);
    auto const map = graph_of({nodes().begin(), nodes().begin() + subthemes}, influences());
    MapCycles cycles;
    try {
        boost::hawick_unique_circuits(map, CycleCollector{&cycles, at_most});
    } catch (EnoughCycles const&) {
        cycles.complete = false;
    }
    std::stable_sort(cycles.all.begin(), cycles.all.end(), [](auto const& a, auto const& b) {
        return std::abs(a.gain) > std::abs(b.gain);
    });
    return cycles;
}

std::vector<std::vector<std::size_t>> ThematicMap::reach() const {
    auto const subthemes = wide_->subthemes;
    auto const influences = this->influences();
    std::vector<std::vector<std::size_t>> reached(subthemes);
    for (std::size_t start = 0; start < subthemes; ++start) {
        std::vector<bool> seen(subthemes, false);
        std::vector<std::size_t> next{start};
        while (!next.empty()) {
            auto const here = next.back();
            next.pop_back();
            for (auto const& edge : influences) {
                if (edge.from == here && !seen[edge.to]) {
                    seen[edge.to] = true;
                    next.push_back(edge.to);
                }
            }
        }
        for (std::size_t k = 0; k < subthemes; ++k) {
            if (seen[k]) {
                reached[start].push_back(k);
            }
        }
    }
    return reached;
}

std::vector<MapPath> ThematicMap::strongest_paths(NodeKind from, std::size_t to, std::size_t count,
                                                  std::size_t longest) const {
    HOLDFAST_EXPECT(to < nodes().size());
    if (count == 0) {
        return {};
    }
    PathSearch search(wide_->graph, to, count, longest);
    for (std::size_t start = 0; start < nodes().size(); ++start) {
        if (nodes()[start].kind == from && start != to) {
            search.from(start);
        }
    }
    return search.take();
}

} // namespace agents
