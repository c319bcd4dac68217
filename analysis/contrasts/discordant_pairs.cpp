#include "analysis/contrasts/discordant_pairs.hpp"

#include "analysis/data/time_grid.hpp"
#include "analysis/mean_of.hpp"
#include "core/contract.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <limits>

namespace analysis {

namespace {

enum class Fate { stayed, left, unknown };

Fate fate(EventTable const& table, std::size_t row, double t) {
    double const until = t * (1 + same_time);
    if (table.status[row] != 0) {
        return table.time[row] > until ? Fate::stayed : Fate::left;
    }
    return table.time[row] >= t * (1 - same_time) ? Fate::stayed : Fate::unknown;
}

void count(DiscordantPairs& pairs, Fate variant, Fate baseline) {
    if (variant == Fate::unknown || baseline == Fate::unknown) {
        ++pairs.unknown;
    } else if (variant == Fate::stayed) {
        ++(baseline == Fate::stayed ? pairs.both_stayed : pairs.only_variant);
    } else {
        ++(baseline == Fate::stayed ? pairs.only_baseline : pairs.both_left);
    }
}

Estimate difference_of(DiscordantPairs const& pairs, Level level) {
    auto const discordant = pairs.only_variant + pairs.only_baseline;
    auto const known = discordant + pairs.both_stayed + pairs.both_left;
    auto const of_pair = [&pairs, discordant](std::size_t i) {
        if (i >= discordant) {
            return 0.0;
        }
        return i < pairs.only_variant ? 1.0 : -1.0;
    };
    return mean_of(known, of_pair, level);
}

double odds(double share) {
    return share < 1 ? share / (1 - share) : std::numeric_limits<double>::infinity();
}

/// Clopper and Pearson's limits of the share of discordant pairs that favour the variant.
Estimate odds_of(double variant, double baseline, Level level) {
    Estimate estimate{.value = odds(variant / (variant + baseline)), .low = 0};
    double const tail = (1 - level.value) / 2;
    using Beta = boost::math::beta_distribution<double>;
    if (variant > 0) {
        estimate.low = odds(boost::math::quantile(Beta(variant, baseline + 1), tail));
    }
    estimate.high = std::numeric_limits<double>::infinity();
    if (baseline > 0) {
        // A complement refers to its distribution, which must outlive it.
        Beta const share(variant + 1, baseline);
        estimate.high = odds(boost::math::quantile(boost::math::complement(share, tail)));
    }
    return estimate;
}

void test(DiscordantPairs& pairs) {
    auto const all = static_cast<double>(pairs.only_variant + pairs.only_baseline);
    auto const fewer = static_cast<double>(std::min(pairs.only_variant, pairs.only_baseline));
    boost::math::binomial_distribution<double> const fair(all, 0.5);
    double const tail = boost::math::cdf(fair, fewer);
    pairs.p_exact = std::min(1.0, 2 * tail);
    // Half of what is just as extreme, on either side: exactly 1 when both sides are equal.
    pairs.p_mid = std::min(1.0, 2 * tail - boost::math::pdf(fair, fewer));
}

} // namespace

DiscordantPairs discordant_pairs(EventTable const& variant, EventTable const& baseline, double t,
                                 Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size() && t >= 0);
    DiscordantPairs pairs;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        count(pairs, fate(variant, i, t), fate(baseline, i, t));
    }
    pairs.difference = difference_of(pairs, level);
    if (pairs.only_variant + pairs.only_baseline > 0) {
        pairs.odds_ratio = odds_of(static_cast<double>(pairs.only_variant),
                                   static_cast<double>(pairs.only_baseline), level);
        test(pairs);
    } else if (pairs.both_stayed + pairs.both_left > 0) {
        pairs.p_exact = pairs.p_mid = 1;
    }
    return pairs;
}

} // namespace analysis
