#pragma once

#include "analysis/curves/curve_variance.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Area under S from each event time to tau: what an event there costs.
struct RestrictedArea {
    double total = undefined;   ///< from 0 to tau, the restricted mean [days]
    std::vector<double> beyond; ///< shape (times of the curve); 0 from tau on [days]
};

/// Areas under a curve. `total` is NaN, and `beyond` empty, when the curve does not tell S up to
/// tau.
[[nodiscard]] RestrictedArea restricted_area(KaplanMeier const& curve, double tau);

/// Restricted mean up to tau [days], normal limits, with the variance of the model (as
/// restricted_mean of a curve) or of the infinitesimal jackknife, for clusters and sampling
/// weights. R's survfit has only the first; the second is what its residuals(type = "RMST") add up
/// to.
/// @param tau  > 0
[[nodiscard]] Estimate restricted_mean(EventTable const& table, double tau, Level level = {},
                                       CurveVariance variance = CurveVariance::automatic);

/// Difference of restricted means variant - baseline up to tau [days], normal limits.
///
/// - unpaired: standard error sqrt(se1^2 + se2^2) of `restricted_mean`.
/// - same_people: row i of both tables is the same person. With U_i the influence of person i on a
/// restricted mean (influence.hpp), the variance is sum over people of (U_i variant - U_i
/// baseline)^2; over the variant's clusters, if it has them. Within one table sum U_i^2 is exactly
/// the square of the unpaired standard error.
///
/// NaN when either mean is not defined (see restricted_mean).
/// Source: Efron 1982, chapter 6; Andersen, Hansen & Klein 2004; as residuals(survfit, type =
/// "RMST") in R.
[[nodiscard]] Estimate restricted_mean_difference(EventTable const& variant,
                                                  EventTable const& baseline, double tau,
                                                  Pairing pairing, Level level = {});

} // namespace analysis
