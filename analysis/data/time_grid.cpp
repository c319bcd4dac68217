#include "analysis/data/time_grid.hpp"

#include "analysis/data/sorted_times.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace analysis {

namespace {

/// Days up to here are counted whatever the number of subjects; above, only when the subjects are
/// as many, so that one subject on day 1e15 does not ask for a petabyte.
constexpr std::size_t always_counted_days = 65536;

std::size_t subjects(std::span<EventTable const* const> tables) {
    std::size_t total = 0;
    for (auto const* table : tables) {
        total += table->size();
    }
    return total;
}

} // namespace

TimeGrid::TimeGrid(EventTable const& table) {
    std::array const tables{&table};
    build(tables);
}

TimeGrid::TimeGrid(EventTable const& first, EventTable const& second) {
    std::array const tables{&first, &second};
    build(tables);
}

TimeGrid::TimeGrid(std::span<EventTable const* const> tables) {
    build(tables);
}

void TimeGrid::build(std::span<EventTable const* const> tables) {
    for ([[maybe_unused]] auto const* table : tables) {
        HOLDFAST_EXPECT(table->time.size() == table->status.size());
        HOLDFAST_EXPECT(std::all_of(table->time.begin(), table->time.end(),
                                    [](double t) { return t >= 0 && std::isfinite(t); }));
    }
    if (!count_whole_days(tables)) {
        sort_times(tables);
    }
}

bool TimeGrid::count_whole_days(std::span<EventTable const* const> tables) {
    if (!in_whole_days(tables)) {
        return false;
    }
    double last = 0;
    for (auto const* table : tables) {
        for (double const t : table->time) {
            last = std::max(last, t);
        }
    }
    row_of_day_.assign(static_cast<std::size_t>(last) + 1, 0);
    for (auto const* table : tables) {
        for (double const t : table->time) {
            row_of_day_[static_cast<std::size_t>(t)] = 1;
        }
    }
    for (std::size_t day = 0; day < row_of_day_.size(); ++day) {
        bool const seen = row_of_day_[day] != 0;
        row_of_day_[day] = static_cast<std::uint32_t>(times_.size());
        if (seen) {
            times_.push_back(static_cast<double>(day));
        }
    }
    return true;
}

void TimeGrid::sort_times(std::span<EventTable const* const> tables) {
    times_.reserve(subjects(tables));
    for (auto const* table : tables) {
        times_.insert(times_.end(), table->time.begin(), table->time.end());
    }
    sort_ascending(times_);
    // std::unique compares with the first of the run, so near-equals cannot chain into a wide one.
    auto const end = std::unique(times_.begin(), times_.end(), [](double first, double next) {
        return next - first <= same_time * next;
    });
    times_.erase(end, times_.end());
    times_.shrink_to_fit();
}

std::size_t TimeGrid::row_of(double time) const noexcept {
    if (of_whole_days()) {
        return row_of_day_[static_cast<std::size_t>(time)];
    }
    auto const after = std::upper_bound(times_.begin(), times_.end(), time);
    return static_cast<std::size_t>(after - times_.begin()) - 1;
}

std::size_t TimeGrid::rows_until(double t) const noexcept {
    if (!of_whole_days()) {
        return times_until(times_, t);
    }
    double const day = std::floor(t + same_time * t) + 1; // the first that is later
    return day < static_cast<double>(row_of_day_.size())
               ? row_of_day_[static_cast<std::size_t>(day)]
               : times_.size();
}

std::size_t times_until(std::span<double const> times, double t) {
    auto const after = std::upper_bound(times.begin(), times.end(), t + same_time * std::abs(t));
    return static_cast<std::size_t>(after - times.begin());
}

bool in_whole_days(std::span<EventTable const* const> tables) {
    auto const limit =
        static_cast<double>(std::max(always_counted_days, subjects(tables))); // first day too late
    return std::all_of(tables.begin(), tables.end(), [limit](auto const* table) {
        return std::all_of(table->time.begin(), table->time.end(),
                           [limit](double t) { return t < limit && std::trunc(t) == t; });
    });
}

} // namespace analysis
