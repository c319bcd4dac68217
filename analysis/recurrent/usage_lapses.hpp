#pragma once

#include "analysis/recurrent/recurrent_table.hpp"
#include "analysis/usage/usage.hpp"

namespace analysis {

/// When a user is at risk of the next lapse.
enum class LapseRisk {
    while_followed, ///< always, until leaving: for the mean number of lapses of a user
    while_active,   ///< not from a lapse until the return: for the hazard of those who use the app
};

/// Lapses of each user: each is a gap of at least `gap_days` days without use, however long.
///
/// Time is in days lived, what happens on day d has time d + 1. With L the last use before the gap,
/// the lapse is at L + 1, as in attrition inactive:N; when the gap begins on day 0, before any use,
/// at 1.
///
/// - It is a lapse only when the user was still in after the gap's N-th day, L + N (N - 1 when
///   before any use): who left on or before that day left, and did not lapse. Leaving is the
///   terminal event, at leave_day + 1.
/// - A gap can be seen whole only when L + 1 <= F - N + 1, F the last day followed. There everybody
///   is censored, also who leaves later.
/// - while_active: after a lapse the user is at risk again from the start of the day of return, day
///   r, on: the next row begins at r.
/// - Who was followed for fewer than N days shows no gap and has no row.
///
/// Dated so, a lapse is known only N days later. Covariates must be those known at its date.
/// @param gap_days  N, 1 .. horizon_days. @return persons are numbers of users
[[nodiscard]] RecurrentTable lapses(UsageView const& usage, int gap_days, LapseRisk risk);

} // namespace analysis
