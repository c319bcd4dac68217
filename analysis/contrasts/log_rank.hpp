#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

namespace analysis {

/// Log-rank test of two groups, all causes together: (O - E)^2 / V with E = sum d n1 / n and the
/// hypergeometric V = sum d (n1 / n) (1 - n1 / n) (n - d) / (n - 1).
///
/// It takes the groups as independent; for the same people under two designs its p is conservative
/// when their times correlate positively. It has little power when hazards cross. Chi-squared and p
/// are NaN when V = 0 (no events, or never both groups at risk). More groups, strata and weights:
/// log_rank_test.hpp. Source: Mantel 1966; Peto & Peto 1972; as survdiff in R.
struct LogRank {
    double observed = undefined;    ///< events in the first group (the variant)
    double expected = undefined;    ///< were the hazards equal
    double chi_squared = undefined; ///< 1 degree of freedom
    double p = undefined;
};

[[nodiscard]] LogRank log_rank(EventTable const& variant, EventTable const& baseline);

} // namespace analysis
