#include "analysis/curves/conditional_survival.hpp"

#include "analysis/data/time_grid.hpp"

#include <algorithm>

namespace analysis {

EventTable still_in_after(EventTable const& table, double start) {
    EventTable left{.time = {}, .status = {}, .causes = table.causes};
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.time[i] <= start + same_time * start) {
            continue;
        }
        left.time.push_back(table.time[i]);
        left.status.push_back(table.status[i]);
        if (!table.entry.empty()) {
            left.entry.push_back(std::max(table.entry[i], start));
        }
        if (!table.weight.empty()) {
            left.weight.push_back(table.weight[i]);
        }
        if (!table.cluster.empty()) {
            left.cluster.push_back(table.cluster[i]);
        }
    }
    return left;
}

KaplanMeier conditional_survival(EventTable const& table, double start, Level level,
                                 LimitScale scale, CurveVariance variance) {
    return kaplan_meier(still_in_after(table, start), level, scale, variance);
}

} // namespace analysis
