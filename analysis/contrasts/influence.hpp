#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <vector>

namespace analysis {

/// An estimate of one number from a table, with what each row contributes: U_i, the derivative of
/// the estimate by the weight of row i (infinitesimal jackknife). Sums of w U are 0, and the
/// variance of the estimate is sum w U^2 (w copies of a row), or the sum over clusters of (sum w
/// U)^2.
struct Influence {
    double value = undefined;
    std::vector<double> of; ///< shape (rows); NaN when the value is
    /// Greenwood's variance where there is one (not of incidences). It equals sum w U^2 unless rows
    /// enter late; then it is what survfit prints, and the one to take for independent rows.
    double greenwood = undefined;
};

/// On S(t) = P(T > t) of Kaplan-Meier, all causes together:
///   U_i = S(t) sum over event times u <= t of (at risk at u / n d - event at u) / (n - d).
/// NaN beyond the last time unless S has reached 0.
/// Source: Efron 1982; as residuals(survfit, type = "pstate") in R.
[[nodiscard]] Influence influence_on_survival(EventTable const& table, double t);

/// On the restricted mean up to tau [days]: as above with the area from u to tau in the place of
/// S(t). Source: as residuals(survfit, type = "RMST") in R.
[[nodiscard]] Influence influence_on_restricted_mean(EventTable const& table, double tau);

/// On the cumulative incidence F_c(t) of Aalen-Johansen:
///   U_i = sum over event times u <= t of (at risk at u / n d - event at u) / (n - d) (F_c(t) -
///   F_c(u)) + S(u-) (event of c at u - at risk at u / n d_c) / n.
/// sum U^2 is the infinitesimal jackknife variance of survfit, O(1/n) away from Aalen's.
/// @param cause  1 .. causes
[[nodiscard]] Influence influence_on_incidence(EventTable const& table, int cause, double t);

} // namespace analysis
