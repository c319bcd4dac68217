#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <span>
#include <vector>

namespace analysis {

/// The hazard of one period, taken as constant in it: events over the time lived under risk in it.
struct PeriodHazard {
    double from = 0; ///< the period is (from, to]
    double to = 0;
    double events = 0;   ///< sum of weights, all causes together
    double exposure = 0; ///< person-time at risk [days], weighted

    /// Rate [1/day] with Garwood's exact Poisson limits, from 0 for no events. NaN limits with
    /// weights that are not whole, or clusters: the count is no Poisson number then. No exposure:
    /// all NaN.
    Estimate exact;
    /// The same rate with limits symmetric on the log scale: rate exp(+- z / sqrt(events)), or with
    /// the sum over clusters of squared w (own events - rate own time) under the root when rows are
    /// clustered or a weight is not whole. No events: NaN limits.
    Estimate log_normal;
};

/// Occurrence-exposure rates. An event at a time that ends a period is that period's, as in R's
/// pyears with tcut. Time counts days lived (what happens on day d has time d + 1), so the period
/// (a, b] of time is days a .. b - 1, [a, b). An event at time 0 is in a period that begins at 0.
/// @param breaks  ascending, >= 0, shape (periods + 1); to one cause: of cause_specific(table,
/// cause) Source: Garwood 1936; as pyears in R, and poisson.test for the exact limits.
[[nodiscard]] std::vector<PeriodHazard>
hazard_by_period(EventTable const& table, std::span<double const> breaks, Level level = {});

} // namespace analysis
