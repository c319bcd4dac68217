#include "analysis/data/sorted_times.hpp"

#include "core/contract.hpp"
#include "core/parallel.hpp"

#include <boost/sort/spreadsort/float_sort.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace analysis {

namespace {

/// Bits of a number >= 0 sort as the number does.
struct Shifted {
    std::int64_t operator()(TimedWeight const& row, unsigned by) const {
        return std::bit_cast<std::int64_t>(row.time + 0.0) >> by; // + 0.0: no negative zero
    }
};

struct Earlier {
    bool operator()(TimedWeight const& a, TimedWeight const& b) const { return a.time < b.time; }
};

void make_item(double time, double /*weight*/, double& item) {
    item = time;
}
void make_item(double time, double weight, TimedWeight& item) {
    item = {time, weight};
}

template <typename Item>
Item item_of(EventTable const& table, std::vector<double> const& times, std::size_t row) {
    Item item;
    make_item(times[row], table.weight_of(row), item);
    return item;
}

template <typename Item>
SortedTimes<Item> apart_by_status(EventTable const& table) {
    std::vector<std::size_t> rows(static_cast<std::size_t>(table.causes) + 1);
    for (int const status : table.status) {
        HOLDFAST_EXPECT(status >= 0 && status <= table.causes);
        ++rows[static_cast<std::size_t>(status)];
    }
    SortedTimes<Item> times;
    times.of_status.resize(rows.size());
    for (std::size_t status = 0; status < rows.size(); ++status) {
        times.of_status[status].reserve(rows[status]);
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        times.of_status[static_cast<std::size_t>(table.status[i])].push_back(
            item_of<Item>(table, table.time, i));
    }
    times.entries.reserve(table.entry.size());
    for (std::size_t i = 0; i < table.entry.size(); ++i) {
        times.entries.push_back(item_of<Item>(table, table.entry, i));
    }
    return times;
}

template <typename Item>
SortedTimes<Item> sorted(EventTable const& table) {
    auto times = apart_by_status<Item>(table);
    auto const sequences = times.of_status.size();
    core::for_each_block(sequences + 1, {}, [&](std::size_t block, std::size_t) {
        sort_ascending(block < sequences ? times.of_status[block] : times.entries);
    });
    return times;
}

} // namespace

void sort_ascending(std::vector<double>& times) {
    boost::sort::spreadsort::float_sort(times.begin(), times.end());
}

void sort_ascending(std::vector<TimedWeight>& times) {
    boost::sort::spreadsort::float_sort(times.begin(), times.end(), Shifted{}, Earlier{});
}

SortedTimes<double> sorted_times(EventTable const& table) {
    return sorted<double>(table);
}

SortedTimes<TimedWeight> sorted_weighted_times(EventTable const& table) {
    return sorted<TimedWeight>(table);
}

} // namespace analysis
