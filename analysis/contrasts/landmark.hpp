#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Where time is counted from after a landmark.
enum class TimeOrigin {
    kept,     ///< from the old start: everybody enters at the landmark
    landmark, ///< from the landmark: everybody enters at 0
};

/// Who is still at risk at a landmark time, and how everybody else was lost.
struct Landmark {
    EventTable table;              ///< one row a person, on which every estimator works
    std::vector<std::size_t> rows; ///< shape (rows of `table`): the row of the given table that
                                   ///< holds at the landmark; groups are its covariates
    std::size_t had_event = 0;     ///< persons with an event at or before the landmark
    std::size_t censored = 0;      ///< persons censored at or before it
    std::size_t not_entered = 0;   ///< persons who enter after it, or are away at it
};

/// The persons at risk just after time s: entry <= s < time. Groups are to be formed by what is
/// known of them at s ("used the app three times in the first week"); forming them by what comes
/// later gives the better group the time it took to get there (immortal time). The question becomes
/// one about those who got as far as s, and s is to be fixed in advance. Weights and clusters stay.
/// @param s        >= 0 [days]
/// @param persons  rows of one person, when follow-up is split into (entry, time] rows: the rows
///                 that follow on from that at s without a gap are joined to it; without groups,
///                 each row is a person
/// Source: Anderson, Cain & Gelber 1983, J Clin Oncol 1:710; van Houwelingen 2007.
[[nodiscard]] Landmark landmark(EventTable const& table, double s, TimeOrigin origin,
                                Grouping const& persons = {});

} // namespace analysis
