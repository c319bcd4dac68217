#include "analysis/contrasts/log_rank.hpp"

#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/proportion.hpp"

namespace analysis {

LogRank log_rank(EventTable const& variant, EventTable const& baseline) {
    TimeGrid const grid(variant, baseline);
    auto const first = count_risk(variant, grid);
    auto const second = count_risk(baseline, grid);

    LogRank test{.observed = 0, .expected = 0};
    double variance = 0;
    for (std::size_t row = 0; row < grid.size(); ++row) {
        auto const d = first.events[row] + second.events[row];
        auto const n = first.at_risk[row] + second.at_risk[row];
        double const share = first.at_risk[row] / n;
        test.observed += first.events[row];
        test.expected += d * share;
        if (n > 1) {
            variance += d * share * (1 - share) * (n - d) / (n - 1);
        }
    }
    if (variance > 0) {
        double const excess = test.observed - test.expected;
        test.chi_squared = excess * excess / variance;
        test.p = chi_squared_p_value(test.chi_squared, 1);
    }
    return test;
}

} // namespace analysis
