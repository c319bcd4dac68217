#pragma once

#include "agents/cohort.hpp"

#include <string>
#include <vector>

namespace sim {

/// What a marginal asks for, as far as it can be told without drawing.
struct Asked {
    double mean = 0.0;
    double sd = 0.0;
    std::vector<double> shares; ///< of levels; of yes alone for yes/no; empty for numbers
    bool depends = false;       ///< shares are those of who has log odds 0: other traits move them
};
[[nodiscard]] Asked asked_of(agents::Marginal const& marginal);

/// Probability of each bin, the outermost with all that lies beyond; empty where there is nothing
/// to compare with (constants, yes/no, categories, real people).
/// @param edges  ascending, shape (bins + 1) @return shape (bins)
[[nodiscard]] std::vector<double> asked_in_bins(agents::Marginal const& marginal,
                                                std::vector<double> const& edges);

/// "normal, mean 33, sd 12, from 18 to 80"
[[nodiscard]] std::string in_words(agents::Marginal const& marginal);

} // namespace sim
