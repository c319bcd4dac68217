#pragma once

#include "analysis/data/event_table.hpp"

namespace analysis {

/// The table in which only the events of one cause are events, of cause 1, and whoever another
/// cause struck is censored then: what the hazard of that cause is estimated from. 1 - S of its
/// Kaplan-Meier is no probability of anything while others compete: for that see
/// aalen_johansen.hpp.
/// @param cause  1 .. causes
[[nodiscard]] EventTable cause_specific(EventTable table, int cause);

} // namespace analysis
