#pragma once

#include "analysis/recurrent/transition_table.hpp"
#include "analysis/usage/usage.hpp"

namespace analysis {

/// The states of usage_states.
struct UsageState {
    static constexpr int active = 0;
    static constexpr int lapsed = 1;
    static constexpr int left = 2;
};

/// The state of each user day by day: active, lapsed or left.
///
/// A day has one state, that at its end:
/// - left: the day of leaving and every later one; never left again
/// - lapsed: not left, and neither this day nor any of the gap_days - 1 days before it has a use;
///   all of them from day 0 on. The N-th day of a gap is the first lapsed one.
/// - active: else. A day of use is active, also that of the return.
///
/// A change on day d has time d + 1, so that p(d + 1) are the shares of the states on day d.
/// Everybody begins active at time 0 and is followed to F + 1, F the last day followed. Who uses
/// the app and leaves on one day only leaves. No one is censored for not showing a whole gap: the
/// state of a day is known on that day.
/// @param gap_days  N >= 1. With N = 1 who is not active has left or does not use the app that day.
/// @return states "active", "lapsed", "left"; persons are numbers of users
[[nodiscard]] TransitionTable usage_states(UsageView const& usage, int gap_days);

} // namespace analysis
