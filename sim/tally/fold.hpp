#pragma once

#include "agents/outcomes.hpp"
#include "sim/tally/tally.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// The tallies of all designs, each but the baseline with that of its pairs.
struct Tallies {
    std::size_t baseline = 0;
    std::vector<double> lowest_score;  ///< shape (instruments)
    std::vector<double> highest_score; ///< shape (instruments)
    std::vector<DesignTally> designs;  ///< shape (designs)
    std::vector<PairTally> pairs;      ///< shape (designs); the baseline's is blank

    /// Counts some people, the same under each design.
    /// @param outcomes  with all columns, shape (designs)
    void add(std::span<agents::Outcomes const> outcomes);
};

} // namespace sim
