#include "analysis/contrasts/pairwise_log_rank.hpp"

#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/rows.hpp"
#include "analysis/multiplicity.hpp"

namespace analysis {

namespace {

QuadraticTest test_of_two(EventTable const& table, std::vector<std::size_t> const& first,
                          std::vector<std::size_t> const& second, Grouping const& strata,
                          LogRankWeight const& weight) {
    auto rows = first;
    rows.insert(rows.end(), second.begin(), second.end());
    Grouping two{.of = std::vector<int>(first.size(), 0), .groups = 2};
    two.of.resize(rows.size(), 1);
    return log_rank_test(rows_of(table, rows), two, rows_of(strata, rows), weight).test;
}

void adjust(std::vector<PairwiseTest>& pairs) {
    std::vector<double> p_values;
    for (auto const& pair : pairs) {
        p_values.push_back(pair.test.p);
    }
    auto const by_holm = holm(p_values);
    auto const by_rate = benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].p_holm = by_holm[i];
        pairs[i].p_benjamini_hochberg = by_rate[i];
    }
}

} // namespace

std::vector<PairwiseTest> pairwise_log_rank(EventTable const& table, Grouping const& groups,
                                            Grouping const& strata, LogRankWeight const& weight) {
    auto const rows = rows_by_group(groups);
    std::vector<PairwiseTest> pairs;
    for (std::size_t i = 0; i < groups.groups; ++i) {
        for (std::size_t j = i + 1; j < groups.groups; ++j) {
            pairs.push_back({.first = i,
                             .second = j,
                             .test = test_of_two(table, rows[i], rows[j], strata, weight)});
        }
    }
    adjust(pairs);
    return pairs;
}

} // namespace analysis
