#pragma once

#include "analysis/data/event_table.hpp"

#include <vector>

namespace analysis {

/// A row's time and what it counts for.
struct TimedWeight {
    double time;
    double weight;
};

/// What a row without a weight is sorted as: its time alone, half the memory.
[[nodiscard]] inline double time_of(double time) {
    return time;
}
[[nodiscard]] inline double time_of(TimedWeight const& row) {
    return row.time;
}
[[nodiscard]] inline double weight_of(double /*time*/) {
    return 1;
}
[[nodiscard]] inline double weight_of(TimedWeight const& row) {
    return row.weight;
}

/// Ascending by time. @param times  >= 0, finite
void sort_ascending(std::vector<double>& times);
void sort_ascending(std::vector<TimedWeight>& times);

/// The rows of a table as sequences of times, each ascending: what every count of a risk table can
/// be read from in one pass. Sorting the keys themselves, and apart by status, takes a fraction of
/// the time and memory of sorting row numbers.
/// @tparam Item  double when the table has no weights, else TimedWeight
template <typename Item>
struct SortedTimes {
    std::vector<std::vector<Item>> of_status; ///< shape (causes + 1), each (rows of the status)
    std::vector<Item> entries;                ///< shape (rows), or empty when nobody enters late
};

[[nodiscard]] SortedTimes<double> sorted_times(EventTable const& table);
[[nodiscard]] SortedTimes<TimedWeight> sorted_weighted_times(EventTable const& table);

} // namespace analysis
