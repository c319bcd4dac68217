#pragma once

#include "analysis/recurrent/state_steps.hpp"
#include "analysis/recurrent/transition_table.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace analysis {

/// Some steps of the product, begin <= step < end, and the state probabilities they start from.
struct StateWalk {
    TransitionTable const& table;
    StateSteps const& steps;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<double> initial; ///< shape (states)

    /// Probabilities after 0, 1, .. of the steps: p <- p (I + A), A_jl = hazard of the move, its
    /// diagonal minus the sum of the row.
    /// @return shape (end - begin + 1, states)
    [[nodiscard]] std::vector<double> path() const;
};

/// Whether the initial probabilities depend on the persons seen at the first step.
enum class InitialShares {
    given,
    observed, ///< the shares of those at risk at the first step
};

/// Shares of the states among those at risk at a step, by weight. NaN when nobody is.
[[nodiscard]] std::vector<double> observed_shares(TransitionTable const& table,
                                                  StateSteps const& steps, std::size_t step);

/// @param person     0, 1, .. in the order of StateSteps::person_begin
/// @param influence  shape (steps + 1, states)
using InfluenceVisit = std::function<void(std::size_t person, std::span<double const> influence)>;

/// Calls visit for each person who has an influence, of shape (end - begin + 1, states): w d p / d
/// w after 0, 1, .. steps. With U that influence,
///     U <- U (I + A) + w p_j (own move - A_j) / n_j   while in state j.
/// O(persons x steps x (states + moves)) in all, the memory of one person.
/// @param path  of the same walk
void each_influence(StateWalk const& walk, std::span<double const> path, InitialShares initial,
                    InfluenceVisit const& visit);

} // namespace analysis
