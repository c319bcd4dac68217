#pragma once

#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/data/event_table.hpp"

namespace analysis {

/// The rows still at risk after `start`, followed from there: those with time > start, entering at
/// start at the earliest. Every estimator applied to it conditions on having come so far.
/// @param start  >= 0, on the scale of the times, which stay as they are
[[nodiscard]] EventTable still_in_after(EventTable const& table, double start);

/// Conditional survival S(t | s) = P(T > t | T > s) = S(t) / S(s) as a Kaplan-Meier curve of its
/// own: of who is still here after s, how many still are after t, with variance by Greenwood over
/// the event times in (s, t], limits, quantiles and the rest. In days lived, s = day 8 is T > 8:
/// still here on day 8 and through day 7.
///
/// As survfit(start.time = s) in R, save that R conditions on T >= s: an event at s itself counts
/// there, and has happened already here. Nobody left after s: NaN. Source: Kalbfleisch & Prentice
/// 2002.
[[nodiscard]] KaplanMeier conditional_survival(EventTable const& table, double start,
                                               Level level = {},
                                               LimitScale scale = LimitScale::log_log,
                                               CurveVariance variance = CurveVariance::automatic);

} // namespace analysis
