#include "analysis/contrasts/log_rank.hpp"

#include "analysis/contrasts/log_rank_sums.hpp"
#include "analysis/contrasts/rows.hpp"
#include "analysis/proportion.hpp"

namespace analysis {

LogRank log_rank(EventTable const& variant, EventTable const& baseline) {
    auto const both = stack(variant, baseline);
    LogRankWeight const weight = plain_log_rank;
    auto const sums = log_rank_sums(both.table, both.groups, {}, {&weight, 1});

    LogRank test{.observed = sums.observed(0, 0), .expected = sums.expected(0, 0)};
    double const variance = sums.covariance(0, 0);
    if (variance > 0) {
        double const excess = test.observed - test.expected;
        test.chi_squared = excess * excess / variance;
        test.p = chi_squared_p_value(test.chi_squared, 1);
    }
    return test;
}

} // namespace analysis
