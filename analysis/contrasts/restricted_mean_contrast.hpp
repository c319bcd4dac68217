#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"

namespace analysis {

/// Restricted means up to tau of two groups, their difference and their ratio.
///
/// Unpaired, the variances are Greenwood's, added. Paired, that of the difference is sum (U1 -
/// U2)^2 over the influences U of a person (influence.hpp), and with clusters U is added up within
/// them first, paired or not. Of the log ratio it is the same with U / mean. Entry times and row
/// weights (copies) are taken into account. The ratio reads "3% more days"; it is the difference
/// that adds up over people. Both need the same tau, fixed in advance, and take no shape of hazards
/// for granted.
struct RestrictedMeanContrast {
    Estimate variant;    ///< [days], normal limits
    Estimate baseline;   ///< [days], normal limits
    Estimate difference; ///< variant - baseline [days], normal limits
    Estimate ratio;      ///< variant / baseline, limits and standard error on the log scale
    double p_difference = undefined; ///< two-sided, Wald
    double p_ratio = undefined;      ///< two-sided, Wald on the log scale
};

/// NaN when either mean is not defined: tau beyond the last time, unless S has reached 0 there.
/// @param tau  > 0 [days]
/// Source: Royston & Parmar 2013; Uno et al. 2014, as survRM2's unadjusted contrasts; paired as
/// restricted_mean_difference.
[[nodiscard]] RestrictedMeanContrast restricted_mean_contrast(EventTable const& variant,
                                                              EventTable const& baseline,
                                                              double tau, Pairing pairing,
                                                              Level level = {});

} // namespace analysis
