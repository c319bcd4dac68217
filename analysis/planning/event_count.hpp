#pragma once

#include "analysis/planning/claim.hpp"

namespace analysis {

/// How many events, of both groups together, tell a hazard ratio; people come later (see
/// hazard_ratio_trial.hpp). Ratios are variant : baseline. Numbers of events are not rounded.

/// Which approximation of the log-rank test's power.
enum class EventMethod {
    /// log hazard ratio with standard error 1 / sqrt(d p (1 - p)), p the share in the variant; for
    /// ratios near 1, which is where trials are large. Schoenfeld 1981
    schoenfeld,
    /// mean of the test statistic per event, effect (ratio - 1) / (1 + r ratio) sqrt(r), r the
    /// allocation; nearer for large effects, asks for more events than Schoenfeld's. For
    /// Superiority only. Freedman 1982
    freedman,
};

/// What there is to plan with, but for the number.
struct EventPlan {
    PlannedTest test{}; ///< margins on the scale of log hazard ratios
    Allocation allocation{};
    EventMethod method = EventMethod::schoenfeld;
};

/// @param hazard_ratio  > 0. @return NaN when no number reaches the power: ratio 1, or beyond a
/// margin
[[nodiscard]] double events_needed(EventPlan const& plan, double hazard_ratio, double power);

/// @param events  > 0
[[nodiscard]] double power_of_events(EventPlan const& plan, double hazard_ratio, double events);

/// Whether the variant is taken to have a lower hazard, or a higher one.
enum class Direction { fewer_events, more_events };

/// The hazard ratio at which the power is reached with so many events.
/// @return for Superiority the ratio nearest to 1 in that direction; for NonInferiority the one
/// nearest to the margin, whatever the direction; for Equivalence the one farthest from the middle
/// (Direction::more_events: towards the upper margin). NaN when there is none.
[[nodiscard]] double detectable_ratio(EventPlan const& plan, double events, double power,
                                      Direction direction);

} // namespace analysis
