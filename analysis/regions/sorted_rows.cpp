#include "analysis/regions/sorted_rows.hpp"

#include <algorithm>

namespace analysis {

SortedRows sorted_rows(UsablePoints const& points) {
    SortedRows sorted(static_cast<std::size_t>(points.factors.cols()));
    for (std::size_t factor = 0; factor < sorted.size(); ++factor) {
        auto& rows = sorted[factor];
        rows.resize(points.size());
        std::iota(rows.begin(), rows.end(), 0U);
        std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            return points.value(a, factor) < points.value(b, factor);
        });
    }
    return sorted;
}

} // namespace analysis
