#pragma once

#include "agents/theory.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace agents {

/// Spectral radius of |G|, the matrix of the absolute strengths of the thematic map.
///
/// On a day of use s <- s + alpha (tau + G (s - 1/2) - s), with alpha in (0,1] for each subtheme.
/// Below 1 the map is stable whatever the alpha: |I - alpha + alpha G| <= I - alpha (I - |G|), and
/// I - |G| is then a nonsingular M-matrix. At 1 or above a cycle may feed itself, and holding s in
/// [0,1] would be all that stops it. Source: MODEL section 3; Berman & Plemmons 1994, Nonnegative
/// Matrices, chapter 6.
[[nodiscard]] double spectral_radius(Theory const& theory);

enum class NodeKind { feature, trait, subtheme, component, state, cause };

struct MapNode {
    std::string name;
    NodeKind kind = NodeKind::state;
};

/// One thing moves another: a change of `from` by 1 moves `to` by `weight`, to first order; see
/// ThematicMap for the units.
struct MapEdge {
    std::size_t from = 0;
    std::size_t to = 0;
    double weight = 0.0;
    std::string id;                    ///< "R8"; where relations were added up "R8, R15"
    SaidBy said_by = SaidBy::inferred; ///< the best supported of those added up
};

struct MapCycle {
    std::vector<std::size_t> subthemes; ///< in the order of influence, the first not repeated
    double gain = 0.0;                  ///< product of the signed strengths
};

struct MapCycles {
    std::vector<MapCycle> all; ///< largest |gain| first
    bool complete = true;      ///< false where there were too many to list
};

struct MapPath {
    std::vector<std::size_t> nodes;
    std::vector<double> weights; ///< of the edges between them, shape (nodes - 1)
    double strength = 0.0;       ///< product of the weights
};

/// The theory as a directed weighted graph.
///
/// The thematic map itself is the part between subthemes. The wide graph goes on from features and
/// traits to the chance of opening the app, the quality of a session and each cause of leaving. So
/// that weights along a path may be multiplied, each is the slope of what it moves, in the long
/// run, with states and probabilities in the middle (1/2) and states counted 0..1 (days and goals
/// by the piece):
///
///   feature, trait -> subtheme            weight / 4, the slope of the logistic of the target
///   subtheme -> subtheme                  G
///   subtheme -> component -> alliance     normalised signed weights
///   state, feature, trait -> engagement, quality, cause     weight (log-odds; log of the hazard)
///   engagement -> use                     1/4
///   use -> habit                          4 a b / (a + b)^2, from a u / (a u + b (1 - u))
///   use -> idle_days, used_yesterday      -4, as 1 / u - 1 days are idle on the average; 1
///   quality -> expectation                1/4
///   quality -> disappointment             -1/4, of one session before expectations follow
///   quality -> distress                   -rho / 4, of one session
///   distress -> need                      mean of the profile
///   goals component -> goal_progress      what 15 days of use add
///   goal_progress -> goals_reached        1
///   goals component -> distress           -rho_g, of one day
///
/// A path that ends in a cause therefore says by how much the log of that hazard moves when its
/// first node moves by 1. Products of features and traits, and events, are not part of it. Weights
/// of 0 make no edge; edges between the same two nodes are added up.
class ThematicMap {
public:
    explicit ThematicMap(Theory const& theory);
    ThematicMap(ThematicMap&&) noexcept;
    ThematicMap& operator=(ThematicMap&&) noexcept;
    ~ThematicMap();

    /// Subthemes come first, in the theory's order.
    [[nodiscard]] std::vector<MapNode> const& nodes() const noexcept;
    /// Of the wide graph.
    [[nodiscard]] std::vector<MapEdge> const& edges() const noexcept;
    /// Of the thematic map: those between subthemes.
    [[nodiscard]] std::vector<MapEdge> influences() const;
    /// The node of that name and kind; throws nothing, nodes().size() when there is none.
    [[nodiscard]] std::size_t find(std::string_view name, NodeKind kind) const noexcept;

    /// Every simple cycle of the thematic map. Source: Hawick & James 2008, by
    /// boost::hawick_unique_circuits.
    /// @param at_most  cycles that are listed before giving up
    [[nodiscard]] MapCycles cycles(std::size_t at_most = 10000) const;

    /// Which subthemes each subtheme reaches along the map in one or more steps, shape (subthemes),
    /// each ascending.
    [[nodiscard]] std::vector<std::vector<std::size_t>> reach() const;

    /// The simple paths of the wide graph with the largest |strength| from any node of a kind to
    /// one node, strongest first.
    /// @param longest  edges that a path may have
    [[nodiscard]] std::vector<MapPath> strongest_paths(NodeKind from, std::size_t to,
                                                       std::size_t count,
                                                       std::size_t longest = 10) const;

private:
    struct Wide;
    std::unique_ptr<Wide> wide_;
};

} // namespace agents
