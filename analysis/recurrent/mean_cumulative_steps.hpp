#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace analysis {

/// The mean cumulative function, and what its influences are made of, time by time.
///
/// The influence is that on process 1 less mu(t) times that on process 0. Process 0 is log S turned
/// round, sum of g; process 1 is sum of S(u-) e + g mu(u): so written, both are sums in which t
/// stands only at the end, and one pass serves every t. See Jackknife for step and jump.
struct MeanSteps {
    using Pair = std::array<double, 2>;

    explicit MeanSteps(RiskTable const& risk);

    std::vector<double> mean;        ///< shape (times)
    std::vector<Pair> step;          ///< shape (times), what all at risk lose on both processes
    std::vector<Pair> event_jump;    ///< shape (times), what an event gains
    std::vector<Pair> terminal_jump; ///< shape (times), what a terminal event gains
};

} // namespace analysis
