#include "sim/tally/fold.hpp"

#include "analysis/usage/attrition.hpp"
#include "core/contract.hpp"
#include "sim/measures/person_measure.hpp"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

using Fixed = std::int64_t;
constexpr double units_in_one = 1 << 30;

/// The nearest whole number of units.
Fixed fixed(double value) {
    return static_cast<Fixed>(std::floor(value * units_in_one + 0.5));
}
Fixed product(Fixed a, Fixed b) {
    constexpr Fixed half = Fixed{1} << 29;
    return (a * b + half) >> 30;
}

/// Square sums of 16-bit numbers stay within 32 bits for so many of them, so that they are worked
/// out in vectors: 128 x 3651^2 < 2^31.
constexpr std::size_t stretch = 128;

std::int64_t sum_of_products(std::vector<std::int16_t> const& one,
                             std::vector<std::int16_t> const& other) {
    std::int64_t all = 0;
    for (std::size_t first = 0; first < one.size(); first += stretch) {
        std::size_t const last = std::min(first + stretch, one.size());
        std::int32_t sum = 0;
        for (std::size_t i = first; i < last; ++i) {
            sum += std::int32_t{one[i]} * std::int32_t{other[i]};
        }
        all += sum;
    }
    return all;
}

struct Happening {
    std::size_t day = 0; ///< horizon_days + 1: none
    std::size_t status = 0;
};

/// What is known of people under one design, as their tallies need it.
class Seen {
public:
    Seen(agents::Outcomes const& of, TallySizes const& sizes) : outcomes(of), days(sizes.days()) {
        for (std::size_t a = 0; a < counted_attritions; ++a) {
            see_events(a, sizes.causes);
        }
        see_returns();
        see_measures(sizes.components);
        used.resize(outcomes.users);
        days_used.resize(outcomes.users);
        byte.resize(outcomes.users);
    }

    /// Goes to a day: who used the app, and on how many days so far. Days in their order, each
    /// once.
    void go_to(std::size_t day) {
        if (day % 8 == 0) {
            std::uint8_t const* const bytes = outcomes.use.data() + day / 8;
            for (std::size_t i = 0; i < outcomes.users; ++i) {
                byte[i] = bytes[i * outcomes.bytes_of_use];
            }
        }
        auto const bit = static_cast<int>(day % 8);
        for (std::size_t i = 0; i < outcomes.users; ++i) {
            used[i] = static_cast<std::int16_t>((byte[i] >> bit) & 1);
            days_used[i] = static_cast<std::int16_t>(days_used[i] + used[i]);
        }
        if (day == 0) {
            on_day_0 = used;
        }
    }

    /// On how many days from day 1 to this one.
    [[nodiscard]] std::vector<std::int16_t> open_days() const {
        auto open = days_used;
        for (std::size_t i = 0; i < open.size(); ++i) {
            open[i] = static_cast<std::int16_t>(open[i] - on_day_0[i]);
        }
        return open;
    }

    agents::Outcomes const& outcomes;
    std::size_t days;
    std::array<std::vector<Happening>, counted_attritions> events;
    std::vector<std::size_t> returned;        ///< first use from day 1 on; days: none
    std::vector<std::vector<Fixed>> measures; ///< shape (measures, users)
    std::vector<std::int16_t> used, days_used, on_day_0;
    std::vector<std::uint8_t> byte; ///< of the bits of use, that which has today's

private:
    void see_events(std::size_t definition, std::size_t causes) {
        analysis::UsageView const usage{outcomes.users,     outcomes.horizon_days, outcomes.use,
                                        outcomes.leave_day, outcomes.cause,        {},
                                        outcomes.last_use};
        auto const table =
            analysis::events(usage, counted_attrition(definition), static_cast<int>(causes));
        for (std::size_t i = 0; i < table.size(); ++i) {
            auto const status = static_cast<std::size_t>(table.status[i]);
            events[definition].push_back(
                {status == 0 ? days : static_cast<std::size_t>(table.time[i]) - 1, status});
        }
    }

    void see_returns() {
        analysis::UsageView const usage{outcomes.users, outcomes.horizon_days, outcomes.use,
                                        outcomes.leave_day, outcomes.cause};
        for (std::size_t i = 0; i < outcomes.users; ++i) {
            int const day = analysis::next_use(usage, i, 1);
            returned.push_back(day == analysis::no_day ? days : static_cast<std::size_t>(day));
        }
    }

    void see_measures(std::size_t components) {
        for (auto const& [measure, part] : counted_moments(components)) {
            auto& values = measures.emplace_back();
            values.reserve(outcomes.users);
            for (std::size_t i = 0; i < outcomes.users; ++i) {
                values.push_back(fixed(measure->value(outcomes, i, part)));
            }
        }
    }
};

void add_scores(Tallies const& all, agents::Outcomes const& outcomes, DesignTally& tally) {
    for (std::size_t n = 0; n < tally.scores.size(); ++n) {
        std::size_t const given = tally.sizes.days_given[n];
        double const low = all.lowest_score[n];
        double const width = all.highest_score[n] - low;
        for (std::size_t i = 0; i < outcomes.users * given; ++i) {
            float const score = outcomes.scores[n][i];
            if (!std::isnan(score)) {
                auto* const at = tally.scores[n].data() + 3 * (i % given);
                Fixed const share = fixed((static_cast<double>(score) - low) / width);
                at[0] += 1;
                at[1] += share;
                at[2] += product(share, share);
            }
        }
    }
}

/// All but what goes day by day.
void add_people(Seen const& seen, DesignTally& tally) {
    for (std::size_t a = 0; a < counted_attritions; ++a) {
        std::size_t const width = 1 + statuses_of(a, tally.sizes.causes);
        for (auto const& event : seen.events[a]) {
            ++tally.events[a][event.day * width + event.status];
        }
    }
    for (std::size_t i = 0; i < seen.outcomes.users; ++i) {
        ++tally.last_use[static_cast<std::size_t>(seen.outcomes.last_use[i] + 1)];
        ++tally.returned[seen.returned[i]];
    }
    for (std::size_t m = 0; m < seen.measures.size(); ++m) {
        for (Fixed const value : seen.measures[m]) {
            tally.measures[m] += value;
            tally.measures_squared[m] += product(value, value);
        }
    }
}

void add_pairs(Seen const& variant, Seen const& baseline, PairTally& tally) {
    std::size_t const days = variant.days;
    for (std::size_t a = 0; a < counted_attritions; ++a) {
        for (std::size_t i = 0; i < variant.outcomes.users; ++i) {
            auto const& one = variant.events[a][i];
            auto const& other = baseline.events[a][i];
            ++tally.events[a][one.day * (days + 1) + other.day];
            if (one.status != 0 && one.status == other.status) {
                ++tally.same_cause[a][(one.status - 1) * days + std::max(one.day, other.day)];
            }
        }
    }
    for (std::size_t i = 0; i < variant.outcomes.users; ++i) {
        int const last = std::min(variant.outcomes.last_use[i], baseline.outcomes.last_use[i]);
        ++tally.last_use[static_cast<std::size_t>(last + 1)];
        ++tally.returned[std::max(variant.returned[i], baseline.returned[i])];
    }
    for (std::size_t m = 0; m < variant.measures.size(); ++m) {
        for (std::size_t i = 0; i < variant.outcomes.users; ++i) {
            tally.measures_products[m] += product(variant.measures[m][i], baseline.measures[m][i]);
        }
    }
}

std::int64_t sum_of(std::vector<std::int16_t> const& values) {
    std::int32_t sum = 0;
    for (auto const value : values) {
        sum += value;
    }
    return sum;
}

} // namespace

void Tallies::add(std::span<agents::Outcomes const> outcomes) {
    HOLDFAST_EXPECT(outcomes.size() == designs.size() && pairs.size() == designs.size());
    std::vector<Seen> seen;
    seen.reserve(designs.size());
    for (std::size_t d = 0; d < designs.size(); ++d) {
        seen.emplace_back(outcomes[d], designs[d].sizes);
        add_people(seen[d], designs[d]);
        add_scores(*this, outcomes[d], designs[d]);
    }
    auto const& base = seen[baseline];
    for (std::size_t d = 0; d < designs.size(); ++d) {
        if (d != baseline) {
            add_pairs(seen[d], base, pairs[d]);
        }
    }
    for (std::size_t day = 0; day < base.days; ++day) {
        for (auto& of_design : seen) {
            of_design.go_to(day);
        }
        for (std::size_t d = 0; d < designs.size(); ++d) {
            designs[d].used[day] += sum_of(seen[d].used);
            designs[d].days_used_squared[day] +=
                sum_of_products(seen[d].days_used, seen[d].days_used);
            if (d != baseline) {
                pairs[d].used[day] += sum_of_products(seen[d].used, base.used);
                pairs[d].days_used_products[day] +=
                    sum_of_products(seen[d].days_used, base.days_used);
            }
        }
    }
    auto const base_open = base.open_days();
    for (std::size_t d = 0; d < designs.size(); ++d) {
        auto const open = seen[d].open_days();
        designs[d].open_days_squared[0] += sum_of_products(open, open);
        if (d != baseline) {
            pairs[d].open_days_products[0] += sum_of_products(open, base_open);
        }
    }
}

} // namespace sim
