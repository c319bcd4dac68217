#pragma once

#include "analysis/curves/curve_variance.hpp"
#include "analysis/curves/limit_scale.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <vector>

namespace analysis {

/// How the d events that tie at a time raise the cumulative hazard.
enum class HazardTies {
    /// by d / n, variance d / n^2, as if they had come at once (R: ctype = 1)
    nelson_aalen,
    /// by 1 / n + 1 / (n - 1) + .. , variance with the squares, as if one after the other (R: ctype
    /// = 2); weighted: m rows of mean weight d / m each
    fleming_harrington,
};

/// Cumulative hazard H(t), and the survival exp(-H(t)). Arrays have shape (distinct times with an
/// event or a censoring), ascending; sums of weights.
///
/// exp(-H) lies above Kaplan-Meier, by little unless few are at risk; with HazardTies::
/// fleming_harrington the two nearly agree. Of one cause among several: apply it to
/// cause_specific(table, cause).
/// Source: Nelson 1969; Aalen 1978; Fleming & Harrington 1984. As survfit(stype = 2, ctype = 1 or
/// 2) in R.
struct NelsonAalen {
    std::vector<double> time;
    std::vector<double> at_risk;
    std::vector<double> events;
    std::vector<double> hazard;
    std::vector<double> variance; ///< of H, the square of survfit's std.chaz
    Level level;
    LimitScale scale = LimitScale::log_log;

    /// H at any t >= 0, constant between times. The limits are -log of those of exp(-H): on the log
    /// scale H +- z se, on the log-log scale H exp(+- z se / H). No subjects: all NaN.
    [[nodiscard]] Estimate at(double t) const;
    /// exp(-H), limits as those of Kaplan-Meier.
    [[nodiscard]] Estimate survival(double t) const;
};

[[nodiscard]] NelsonAalen nelson_aalen(EventTable const& table, Level level = {},
                                       LimitScale scale = LimitScale::log_log,
                                       HazardTies ties = HazardTies::nelson_aalen,
                                       CurveVariance variance = CurveVariance::automatic);

} // namespace analysis
