#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Who is at risk at given times, as under the axis of a survival plot.
struct NumberAtRisk {
    std::vector<double> weight; ///< shape (times), sum of weights: n.risk of R's summary(survfit)
    std::vector<std::size_t> rows; ///< shape (times)
};

/// Rows with entry < t <= time: just before t, so that who goes at t is counted. Without entries
/// everybody is at risk at time 0.
/// @param times  any order, >= 0
[[nodiscard]] NumberAtRisk number_at_risk(EventTable const& table, std::span<double const> times);

} // namespace analysis
