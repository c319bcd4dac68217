#pragma once

#include "analysis/curves/curve_variance.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Cumulative incidence of each cause, F_c(t) = P(T <= t, cause = c) = sum over times <= t of S(t-)
/// d_c / n. At every time the incidences add up to 1 - S of Kaplan-Meier over all causes. Numbers
/// are sums of weights, n those who had entered and are still in.
///
/// Variance of the model: Aalen's, in the form of R's cmprsk (cuminc), with h = d (n - d) / (n^2 (n
/// - 1)) for the tied events of one kind at one time:
///   var F_c(t) = sum over u <= t of S(u-)^2 { [1 + (F_c(u) - F_c(t)) / S(u)]^2 h_c(u) + [(F_c(u) -
///   F_c(t)) / S(u)]^2 h_other(u) }
/// Variance of the infinitesimal jackknife, as R's survfit for several states (which has no other):
/// the squares over clusters of the influences
///   U_i = w_i sum over u <= t of { S(u-) e_ic(u) - S(u-) / S(u) (F_c(t) - F_c(u)) e_i(u) },
/// e_ic(u) = (own event of cause c - d_c / n) / n while at risk, e_i the same for all causes. The
/// two differ by O(1/n) of themselves, and where many tie.
/// Limits log(-log F), as survfit's conf.type "log-log". Source: Aalen & Johansen 1978; Aalen 1978;
/// Gray's cmprsk; Therneau & Grambsch 2000.
struct AalenJohansen {
    std::size_t subjects = 0;
    std::vector<double> time;                   ///< shape (distinct event times), ascending
    std::vector<std::vector<double>> incidence; ///< shape (causes, times)
    std::vector<std::vector<double>> variance;  ///< shape (causes, times)
    Level level;

    /// F_c at any t >= 0, constant between times and after the last one. Where F_c is 0 or 1 the
    /// limits are NaN. No subjects: all NaN.
    /// @param cause  1-based, as in the table's status
    [[nodiscard]] Estimate at(int cause, double t) const;
};

[[nodiscard]] AalenJohansen aalen_johansen(EventTable const& table, Level level = {},
                                           CurveVariance variance = CurveVariance::automatic);

} // namespace analysis
