#pragma once

#include "analysis/curves/nelson_aalen.hpp"
#include "analysis/recurrent/transition_table.hpp"

#include <vector>

namespace analysis {

/// How often each state was left for each other one.
struct TransitionCounts {
    std::vector<std::vector<double>>
        count;                    ///< shape (from, to), sums of weights; 0 on the diagonal
    std::vector<double> still_in; ///< shape (states), persons whose last row ended without a move
    std::vector<double> time_in;  ///< shape (states), observed time in the state [days], weighted
};

/// @param table  without mistakes
[[nodiscard]] TransitionCounts transition_counts(TransitionTable const& table);

/// Cumulative hazard of one transition, sum of d / n over those in state `from`, with the
/// infinitesimal jackknife over persons. As cumhaz and std.chaz of a multi-state survfit in R.
/// @param from, to  different states
[[nodiscard]] NelsonAalen transition_hazard(TransitionTable const& table, int from, int to,
                                            Level level = {});

} // namespace analysis
