#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <cstddef>

namespace analysis {

/// Who stayed beyond day t under which design: the fourfold table of pairs, and McNemar's tests.
/// Only the discordant pairs tell the designs apart.
struct DiscordantPairs {
    std::size_t both_stayed = 0;
    std::size_t only_variant = 0;  ///< stayed under the variant, left under the baseline
    std::size_t only_baseline = 0; ///< the reverse
    std::size_t both_left = 0;
    std::size_t unknown = 0; ///< censored before t under either design; in none of the above

    Estimate difference; ///< of the shares that stayed, variant - baseline; as a mean of -1, 0, 1
    Estimate odds_ratio; ///< only_variant / only_baseline, exact conditional limits
    double p_exact = undefined; ///< two-sided binomial; holds its level always
    double p_mid = undefined;   ///< mid-p; less conservative, seldom a little above its level
};

/// Row i of both tables is the same person; everybody enters at the start and counts once. The odds
/// ratio and its limits are those of one binomial share p, p / (1 - p) (Clopper & Pearson 1934); no
/// discordant pair: NaN, and both p are 1. With pairs that are censored early, and not alike, the
/// paired difference of Kaplan-Meier estimates uses them better.
/// @param t  [days]: stayed means T > t
/// Source: McNemar 1947; exact: binom.test in R; mid-p: Fagerland, Lydersen & Laake 2013.
[[nodiscard]] DiscordantPairs
discordant_pairs(EventTable const& variant, EventTable const& baseline, double t, Level level = {});

} // namespace analysis
