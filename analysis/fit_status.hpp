#pragma once

#include <string_view>

namespace analysis {

/// How the search for a maximum of a likelihood ended. Anything but `converged` leaves the
/// estimates NaN.
enum class FitStatus {
    converged,
    no_rows,         ///< nothing to fit
    no_events,       ///< everybody is censored
    outside_support, ///< a time that the model gives no chance: an event at time 0
    collinear,       ///< a covariate is constant or a sum of others
    no_maximum,      ///< the likelihood rises for ever: a covariate separates those with events
                     ///< from those without
    not_converged,   ///< the search ran out of steps
};

/// What it means and what to do about it, one sentence without a full stop: "everybody is
/// censored".
[[nodiscard]] std::string_view explain(FitStatus status);

} // namespace analysis
