#include "analysis/contrasts/sorted_buckets.hpp"

#include <boost/sort/spreadsort/float_sort.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace analysis {

namespace {

/// Counting is worth it where there are many more items than days.
constexpr double fewest_items_a_day = 4;

bool worth_counting(std::span<double const> times) {
    double const limit = static_cast<double>(times.size()) / fewest_items_a_day;
    return std::all_of(times.begin(), times.end(),
                       [limit](double t) { return t < limit && std::trunc(t) == t; });
}

void sort_days(std::span<double> times) {
    auto const last = static_cast<std::size_t>(*std::max_element(times.begin(), times.end()));
    std::vector<std::size_t> items(last + 1);
    for (double const t : times) {
        ++items[static_cast<std::size_t>(t)];
    }
    auto place = times.begin();
    for (std::size_t day = 0; day <= last; ++day) {
        place = std::fill_n(place, items[day], static_cast<double>(day));
    }
}

/// Bits of a number >= 0 sort as the number does.
struct Shifted {
    std::int64_t operator()(TimedWeight const& row, unsigned by) const {
        return std::bit_cast<std::int64_t>(row.time + 0.0) >> by; // + 0.0: no negative zero
    }
};

struct Earlier {
    bool operator()(TimedWeight const& a, TimedWeight const& b) const { return a.time < b.time; }
};

} // namespace

void sort_bucket(std::span<double> times) {
    if (times.empty()) {
        return;
    }
    if (worth_counting(times)) {
        sort_days(times);
    } else {
        boost::sort::spreadsort::float_sort(times.begin(), times.end());
    }
}

void sort_bucket(std::span<TimedWeight> times) {
    boost::sort::spreadsort::float_sort(times.begin(), times.end(), Shifted{}, Earlier{});
}

} // namespace analysis
