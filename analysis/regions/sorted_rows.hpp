#pragma once

#include "analysis/regions/usable_points.hpp"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace analysis {

/// The same rows once for every factor, by ascending value; of equal values by row. Shape
/// (factors, rows).
using SortedRows = std::vector<std::vector<std::uint32_t>>;

[[nodiscard]] SortedRows sorted_rows(UsablePoints const& points);

/// Those rows for which keep(row), in the same orders.
template <typename Keep>
[[nodiscard]] SortedRows kept_rows(SortedRows const& sorted, Keep const& keep) {
    SortedRows kept(sorted.size());
    for (std::size_t factor = 0; factor < sorted.size(); ++factor) {
        for (std::uint32_t const row : sorted[factor]) {
            if (keep(row)) {
                kept[factor].push_back(row);
            }
        }
    }
    return kept;
}

/// A number that parts two: low < boundary <= high, their middle where there is one.
/// @param low  below high
[[nodiscard]] inline double boundary(double low, double high) noexcept {
    double const middle = std::midpoint(low, high);
    return middle > low ? middle : high;
}

} // namespace analysis
