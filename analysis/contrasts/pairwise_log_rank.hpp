#pragma once

#include "analysis/contrasts/log_rank_weight.hpp"
#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Two groups of several against each other, as if there were no others.
struct PairwiseTest {
    std::size_t first = 0;
    std::size_t second = 0;
    QuadraticTest test;
    double p_holm = undefined;               ///< over all pairs that can be tested
    double p_benjamini_hochberg = undefined; ///< likewise
};

/// The log-rank test of every pair of groups, on the rows of those two alone.
/// @return shape (groups (groups - 1) / 2), pairs (0,1), (0,2), .., (1,2), ..
/// Source: as pairwise survdiff with p.adjust in R.
[[nodiscard]] std::vector<PairwiseTest>
pairwise_log_rank(EventTable const& table, Grouping const& groups, Grouping const& strata = {},
                  LogRankWeight const& weight = plain_log_rank);

} // namespace analysis
