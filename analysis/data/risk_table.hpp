#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/data/time_grid.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// What is counted of an event table at each time of a grid; every estimator here is a function of
/// these counts. Sums of weights, which without weights are counts; `rows_` are counts always.
struct RiskTable {
    std::vector<double> at_risk;  ///< shape (times): rows with entry < this time <= time
    std::vector<double> censored; ///< shape (times)
    std::vector<double> events;   ///< shape (times), all causes together
    std::vector<std::vector<double>> events_of_cause; ///< shape (causes, times)
    std::vector<std::size_t> rows_at_risk;            ///< shape (times)
    std::vector<std::size_t> rows_with_event;         ///< shape (times), all causes together
};

/// Where all rows at risk have the event, `at_risk` equals `events` to the last bit whatever the
/// weights, so that S falls to 0.
/// @param grid  made from this table, alone or with others
[[nodiscard]] RiskTable count_risk(EventTable const& table, TimeGrid const& grid);

} // namespace analysis
