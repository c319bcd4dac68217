#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/usage/usage.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace analysis {

/// Reads `left`, `last-use`, `inactive:N`, `inactive:N:final` (N >= 1); nothing for anything else.
[[nodiscard]] std::optional<Attrition> parse_attrition(std::string_view text);
[[nodiscard]] std::string to_string(Attrition const& attrition);

/// Times to attrition under a definition. Time is counted in days lived: an event on day d (0 =
/// installing) has time d + 1, so S(N) = P(T > N) is the share for whom it had not happened before
/// day N. Where people have last days of their own (UsageView::last_day), that day stands for
/// horizon_days below; who was followed for too short a time to show a gap is censored at time 0.
///
/// - left: event at leave_day + 1 with its cause; otherwise censored at horizon_days + 1.
/// - last-use: event at last use + 1 (time 1 for who never used it); censored at horizon_days + 1
/// when used on the last day.
/// - inactive:N: event at L + 1, L the last use before the first gap of N days without use. Days
/// before the first use
///   are a gap too; the event is then at time 1.
///   A gap can be seen whole only when it begins by horizon_days - N + 1, so everybody else is
///   censored at horizon_days - N + 1: the same day for all, which tells nothing about them.
/// - inactive:N:final: as inactive:N with the gap that lasts to the end of the record.
///
/// Status of the last three: the cause of leaving (1 + cause) when the user had left by the horizon
/// and `leave_day` is not before the event's day, else `lapsed` = 1 + number of causes. (Under
/// `left` there is no `lapsed`.)
/// @param attrition  inactive: 1 <= N <= horizon_days, since a longer gap cannot be seen
/// @param causes     number of causes of leaving, >= 1
[[nodiscard]] EventTable events(UsageView const& usage, Attrition const& attrition, int causes);

/// The same for some users only, in their order. @param users  indices of users, any order
[[nodiscard]] EventTable events(UsageView const& usage, Attrition const& attrition, int causes,
                                std::span<std::size_t const> users);

} // namespace analysis
