#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/data/time_grid.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// What is counted of an event table at each time of a grid; every estimator here is a function of
/// these counts.
struct RiskTable {
    std::vector<std::size_t> at_risk;  ///< shape (times): subjects with time >= this one
    std::vector<std::size_t> censored; ///< shape (times)
    std::vector<std::size_t> events;   ///< shape (times), all causes together
    std::vector<std::vector<std::size_t>> events_of_cause; ///< shape (causes, times)
};

/// @param grid  made from this table, alone or with another
[[nodiscard]] RiskTable count_risk(EventTable const& table, TimeGrid const& grid);

} // namespace analysis
