#pragma once

#include "agents/outcomes.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

namespace agents {

/// What a vector of Outcomes holds.
struct OutcomeColumn {
    std::string_view name;
    Recorded group = Recorded::leaving;
    std::string_view unit;      ///< "day", "0 to 1", "sessions"
    std::string_view describes; ///< what a value is, and how a missing one looks
    double blank = 0.0;         ///< what stands there before anything is known
    std::optional<std::size_t> width =
        {};                 ///< values a user, shape (users, width); none: one, shape (users)
    bool repeats = false;   ///< so that packing pays
    std::size_t number = 0; ///< of the columns of the same name: one an instrument
};

/// Every vector of Outcomes, in one place: whatever goes through them walks this list, so no two
/// can disagree. Calls visit(OutcomeColumn, vector of the first, vectors of the others ...).
/// @param outcomes  const or not; all of the shape of the first, but for users
template <class Visit, class First, class... Others>
void visit_outcomes(Visit&& visit, First& first, Others&... others) {
    using C = OutcomeColumn;
    using enum Recorded;
    auto const bits = first.bytes_of_use;
    auto const parts = first.components;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    auto const column = [&](OutcomeColumn const& what, auto member) {
        visit(what, first.*member, others.*member...);
    };
    if (first.staggered) {
        column(C{"arrival_day", leaving, "day",
                 "calendar day of installing, from which the user's own days count; -1: never "
                 "invited",
                 never},
               &Outcomes::arrival_day);
    }
    column(C{"leave_day", leaving, "day", "left at the end of this day; -1: still in", never},
           &Outcomes::leave_day);
    column(C{"cause", leaving, "code", "0, 1, ... into the scenario's causes; 255: still in",
             no_cause},
           &Outcomes::cause);
    column(C{"last_use", leaving, "day", "last day with a session; -1: no session at all", never},
           &Outcomes::last_use);
    column(C{"days_used", leaving, "days", "distinct days with a session"}, &Outcomes::days_used);
    column(C{"use", use, "bits", "bit d % 8 of byte d / 8 (lowest bit first): a session on day d",
             0.0, bits, true},
           &Outcomes::use);
    column(C{"sessions", sessions, "sessions", "in all", 0.0, {}, true}, &Outcomes::sessions);
    column(C{"failed_attempts", sessions, "attempts", "in all", 0.0, {}, true},
           &Outcomes::failed_attempts);
    column(C{"distress_start", distress, "0 to 1", "at installing"}, &Outcomes::distress_start);
    column(C{"distress_end", distress, "0 to 1", "on the last day lived with the app"},
           &Outcomes::distress_end);
    column(C{"distress_horizon", distress, "0 to 1",
             "on the last day of the run; expected, without the app, for who left before"},
           &Outcomes::distress_horizon);
    column(C{"alliance_start", alliance, "0 to 1", "at installing"}, &Outcomes::alliance_start);
    column(C{"alliance_end", alliance, "0 to 1", "on the last day lived with the app"},
           &Outcomes::alliance_end);
    column(C{"components_start", components, "0 to 1",
             "at installing; a column each of the scenario's components", 0.0, parts},
           &Outcomes::components_start);
    column(C{"components_end", components, "0 to 1",
             "on the last day lived with the app; as components_start", 0.0, parts},
           &Outcomes::components_end);
    for (std::size_t n = 0; n < first.scores.size(); ++n) {
        visit(C{"scores", questionnaires, "score",
                "mean answer, a column each of the instrument's days; NaN: not given", nan,
                first.days_given[n], false, n},
              first.scores[n], others.scores[n]...);
    }
}

} // namespace agents
