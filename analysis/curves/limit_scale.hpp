#pragma once

#include "analysis/estimate.hpp"

namespace analysis {

/// The scale on which the limits of a survival probability S are symmetric.
enum class LimitScale {
    plain,   ///< S +- z se
    log,     ///< S exp(+- z se / S)
    log_log, ///< S^exp(+- z se / |S log S|): keeps its level best in small samples
};

/// Limits of a survival probability, held in [0,1]. Where S is 0, and on the log-log scale also
/// where it is 1, the scale is infinite and they are NaN. As survfit's conf.type "plain", "log" and
/// "log-log".
/// @param survival [0,1]; @param standard_error of S itself, >= 0 or NaN
/// Source: Kalbfleisch & Prentice 2002, section 1.4.1.
[[nodiscard]] Estimate survival_interval(double survival, double standard_error, Level level,
                                         LimitScale scale);

} // namespace analysis
