#pragma once

#include "analysis/pairing.hpp"
#include "analysis/recurrent/recurrent_table.hpp"
#include "analysis/recurrent/transition_table.hpp"
#include "report/section/section.hpp"

#include <string>
#include <vector>

namespace report {

/// Lapses and states of one group of users.
struct UsageCourse {
    std::string group;
    analysis::RecurrentTable lapses;
    analysis::TransitionTable states;
};

/// Mean number of lapses of a user by each day, shares active, lapsed and left on each day, where
/// those in each state go, expected days in each state, and, of several groups, contrasts with the
/// first. A lapse is a gap of so many days without use, return or not.
/// @param days  0 .. tau - 1; @param tau  [days lived] to which expected days go
/// @param pairing  whether all groups hold the same people
[[nodiscard]] std::vector<Section> course_findings(std::vector<UsageCourse> const& courses,
                                                   int gap_days, std::vector<int> const& days,
                                                   double tau, analysis::Pairing pairing,
                                                   analysis::Level level);

} // namespace report
