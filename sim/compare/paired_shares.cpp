#include "sim/compare/paired_shares.hpp"

#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

/// Of a status and a day, how many people have it under one design only.
struct Discordant {
    std::size_t variant_only = 0;
    std::size_t baseline_only = 0;
};

/// The first day by which the event of row i has happened; days.size() when none.
std::size_t first_day_after(analysis::EventTable const& table, std::size_t i,
                            std::span<int const> days) {
    if (table.status[i] == 0) {
        return days.size();
    }
    auto const after = std::lower_bound(days.begin(), days.end(), table.time[i],
                                        [](int day, double time) { return day < time; });
    return static_cast<std::size_t>(after - days.begin());
}

/// Discordant pairs by status (0: any) and day, shape (1 + causes, days).
class Discordance {
public:
    Discordance(std::size_t causes, std::size_t days) : days_(days), counts_((1 + causes) * days) {}

    Discordant& at(std::size_t status, std::size_t day) { return counts_[status * days_ + day]; }

    void add_variant(std::size_t status, std::size_t first, std::size_t last) {
        for (std::size_t k = first; k < last; ++k) {
            ++at(status, k).variant_only;
        }
    }
    void add_baseline(std::size_t status, std::size_t first, std::size_t last) {
        for (std::size_t k = first; k < last; ++k) {
            ++at(status, k).baseline_only;
        }
    }

private:
    std::size_t days_;
    std::vector<Discordant> counts_;
};

Discordance count_discordant(analysis::EventTable const& variant,
                             analysis::EventTable const& baseline, std::span<int const> days) {
    std::size_t const end = days.size();
    Discordance found(static_cast<std::size_t>(variant.causes), end);
    for (std::size_t i = 0; i < variant.size(); ++i) {
        std::size_t const v = first_day_after(variant, i, days);
        std::size_t const b = first_day_after(baseline, i, days);
        found.add_variant(0, v, b);
        found.add_baseline(0, b, v);
        auto const status_v = static_cast<std::size_t>(variant.status[i]);
        auto const status_b = static_cast<std::size_t>(baseline.status[i]);
        bool const same = status_v == status_b;
        if (status_v != 0) {
            found.add_variant(status_v, v, same ? b : end);
        }
        if (status_b != 0) {
            found.add_baseline(status_b, b, same ? v : end);
        }
    }
    return found;
}

} // namespace

analysis::Estimate paired_share_difference(std::size_t only_first, std::size_t only_second,
                                           std::size_t pairs, analysis::Level level) {
    analysis::Estimate difference;
    if (pairs == 0) {
        return difference;
    }
    auto const n = static_cast<double>(pairs);
    auto const net = static_cast<double>(only_first) - static_cast<double>(only_second);
    auto const discordant = static_cast<double>(only_first + only_second);
    difference.value = net / n;
    if (pairs > 1) {
        difference.standard_error =
            std::sqrt(std::max(0.0, discordant - net * net / n) / (n * (n - 1.0)));
        double const half = analysis::normal_quantile_two_sided(level) * difference.standard_error;
        difference.low = difference.value - half;
        difference.high = difference.value + half;
    }
    return difference;
}

PairedIncidence paired_incidence(analysis::EventTable const& variant,
                                 analysis::EventTable const& baseline, std::span<int const> days,
                                 double follow_up, analysis::Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size() && variant.causes == baseline.causes);
    auto found = count_discordant(variant, baseline, days);
    auto const causes = static_cast<std::size_t>(variant.causes);
    PairedIncidence paired;
    paired.survival.resize(days.size());
    paired.incidence.assign(causes, std::vector<analysis::Estimate>(days.size()));
    for (std::size_t k = 0; k < days.size() && days[k] <= follow_up; ++k) {
        auto const all = found.at(0, k);
        paired.survival[k] =
            paired_share_difference(all.baseline_only, all.variant_only, variant.size(), level);
        for (std::size_t c = 0; c < causes; ++c) {
            auto const one = found.at(1 + c, k);
            paired.incidence[c][k] =
                paired_share_difference(one.variant_only, one.baseline_only, variant.size(), level);
        }
    }
    return paired;
}

} // namespace sim
