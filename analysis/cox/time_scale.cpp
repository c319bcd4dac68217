#include "analysis/cox/time_scale.hpp"

#include "analysis/data/cause_specific.hpp"
#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// 1 - S just before each time.
std::vector<double> left_limits(EventTable table, int cause, std::span<double const> times) {
    table.weight.clear();
    if (cause > 0) {
        table = cause_specific(std::move(table), cause);
    }
    TimeGrid const grid(table);
    auto const counts = count_risk(table, grid);
    std::vector<double> lost{0}; // shape (grid + 1): before row k
    double survival = 1;
    for (std::size_t k = 0; k < grid.size(); ++k) {
        if (counts.events[k] > 0) {
            survival *= 1 - counts.events[k] / counts.at_risk[k];
        }
        lost.push_back(1 - survival);
    }
    std::vector<double> result;
    for (double const time : times) {
        result.push_back(lost[grid.rows_until(time) - 1]);
    }
    return result;
}

/// The middle of the ranks that equal times share.
std::vector<double> ranks(EventTable const& table, std::span<double const> times) {
    auto sorted = table.time;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> result;
    for (double const time : times) {
        auto const below =
            std::lower_bound(sorted.begin(), sorted.end(), time * (1 - same_time)) - sorted.begin();
        auto const until =
            std::upper_bound(sorted.begin(), sorted.end(), time * (1 + same_time)) - sorted.begin();
        result.push_back(static_cast<double>(below + until + 1) / 2);
    }
    return result;
}

} // namespace

std::vector<double> on_time_scale(EventTable const& table, int cause, std::span<double const> times,
                                  TimeScale scale) {
    if (scale == TimeScale::survival) {
        return left_limits(table, cause, times);
    }
    if (scale == TimeScale::rank) {
        return ranks(table, times);
    }
    std::vector<double> result(times.begin(), times.end());
    if (scale == TimeScale::logarithm) {
        for (double& time : result) {
            time = std::log(time);
        }
    }
    return result;
}

} // namespace analysis
