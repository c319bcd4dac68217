#pragma once

#include "analysis/cox/cox.hpp"

#include <span>

namespace analysis {

/// Harrell's C: the share of comparable pairs in which who has the event first has the higher risk
/// score, ties of scores counting half. A pair is comparable when the row with the earlier event is
/// at risk together with the other (same stratum, the other entered before and leaves later, or is
/// censored at that time). 0.5 is no discrimination, 1 a perfect order.
struct Concordance {
    /// concordant + tied_score / 2 of concordant + discordant + tied_score, NaN without pairs;
    /// error: infinitesimal jackknife, summed over clusters; limits normal
    Estimate c;
    double concordant = 0; ///< sums over pairs of the product of their weights
    double discordant = 0;
    double tied_score = 0;
    double tied_time = 0; ///< events at the same time, scores differ: not comparable
    double tied_both = 0; ///< the same, scores equal
};

/// In O(n log n). Depends on the censoring when hazards are not proportional; it does not see
/// whether predictions are right on an absolute scale; as a comparison of two models it is weak.
/// @param scores  shape (rows), higher: earlier event expected
/// @param options  strata and cause are used
/// Source: Harrell et al. 1982; Therneau & Atkinson, vignette "Concordance" of survival; as
/// concordance(fit) in R: weights timewt = "n".
[[nodiscard]] Concordance concordance(EventTable const& table, std::span<double const> scores,
                                      CoxOptions const& options = {});

/// Of the fit's own linear predictor x' beta + offset, on the data it was fitted to (so too large
/// for others). As concordance(coxph) in R. @param fit  converged
[[nodiscard]] Concordance concordance(CoxFit const& fit, EventTable const& table,
                                      Covariates const& covariates);

} // namespace analysis
