#include "analysis/curves/hazard_by_period.hpp"

#include "analysis/curves/curve_variance.hpp"
#include "analysis/curves/jackknife.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// What one row lives and suffers in a period.
struct Share {
    double events;
    double exposure;
};

/// Number of breaks < t, rounding allowed for; an event at 0 is the first period's.
std::size_t breaks_before(std::span<double const> breaks, double t) {
    auto const until = times_until(breaks, t);
    bool const on_break = until > 0 && t - breaks[until - 1] <= same_time * t;
    return on_break && t > 0 ? until - 1 : until;
}

/// Calls use(period, share) for each period in which the row is at risk.
template <typename Use>
void for_each_share(EventTable const& table, std::size_t row, std::span<double const> breaks,
                    Use use) {
    double const entry = table.entry_of(row);
    double const time = table.time[row];
    auto const end = breaks_before(breaks, time);
    auto const begun = times_until(breaks, entry);
    for (auto k = begun > 0 ? begun - 1 : 0; k < std::min(end, breaks.size() - 1); ++k) {
        double const lived = std::min(time, breaks[k + 1]) - std::max(entry, breaks[k]);
        bool const own = table.status[row] != 0 && k + 1 == end;
        use(k, Share{own ? 1.0 : 0.0, std::max(0.0, lived)});
    }
}

Estimate exact_limits(PeriodHazard const& period, Level level) {
    double const tail = (1 - level.value) / 2;
    double const d = period.events;
    return {.value = d / period.exposure,
            .low = d > 0 ? boost::math::gamma_p_inv(d, tail) / period.exposure : 0,
            .high = boost::math::gamma_q_inv(d + 1, tail) / period.exposure,
            .standard_error = std::sqrt(d) / period.exposure};
}

/// @param standard_error  of the rate
Estimate log_limits(PeriodHazard const& period, double standard_error, Level level) {
    Estimate rate{.value = period.events / period.exposure, .standard_error = standard_error};
    if (period.events > 0) {
        auto const of_log =
            normal_interval(std::log(rate.value), standard_error / rate.value, level);
        rate.low = std::exp(of_log.low);
        rate.high = std::exp(of_log.high);
    }
    return rate;
}

/// Sum over clusters of (sum of w (own events - rate own time))^2, shape (periods).
std::vector<double> squared_residuals(EventTable const& table, std::span<double const> breaks,
                                      std::vector<PeriodHazard> const& periods) {
    Clusters const clusters(table);
    std::vector<double> residual(clusters.count * periods.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        for_each_share(table, i, breaks, [&](std::size_t k, Share const& share) {
            double const rate = periods[k].events / periods[k].exposure;
            residual[clusters.of[i] * periods.size() + k] +=
                table.weight_of(i) * (share.events - rate * share.exposure);
        });
    }
    std::vector<double> squares(periods.size());
    for (std::size_t i = 0; i < residual.size(); ++i) {
        squares[i % periods.size()] += residual[i] * residual[i];
    }
    return squares;
}

std::vector<PeriodHazard> count_periods(EventTable const& table, std::span<double const> breaks) {
    std::vector<PeriodHazard> periods;
    for (std::size_t k = 0; k + 1 < breaks.size(); ++k) {
        HOLDFAST_EXPECT(breaks[k] < breaks[k + 1]);
        periods.push_back({.from = breaks[k], .to = breaks[k + 1], .exact = {}, .log_normal = {}});
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        for_each_share(table, i, breaks, [&](std::size_t k, Share const& share) {
            periods[k].events += table.weight_of(i) * share.events;
            periods[k].exposure += table.weight_of(i) * share.exposure;
        });
    }
    return periods;
}

} // namespace

std::vector<PeriodHazard> hazard_by_period(EventTable const& table, std::span<double const> breaks,
                                           Level level) {
    HOLDFAST_EXPECT(breaks.size() >= 2);
    auto periods = count_periods(table, breaks);
    bool const robust = resolve(CurveVariance::automatic, table) == CurveVariance::jackknife;
    auto const squares =
        robust ? squared_residuals(table, breaks, periods) : std::vector<double>(periods.size());
    for (std::size_t k = 0; k < periods.size(); ++k) {
        auto& period = periods[k];
        if (!(period.exposure > 0)) {
            continue;
        }
        double const root = std::sqrt(robust ? squares[k] : period.events);
        period.log_normal = log_limits(period, root / period.exposure, level);
        period.exact = robust ? Estimate{.value = period.events / period.exposure,
                                         .standard_error = root / period.exposure}
                              : exact_limits(period, level);
    }
    return periods;
}

} // namespace analysis
