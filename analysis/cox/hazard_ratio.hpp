#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"

namespace analysis {

/// Cox's hazard ratio variant : baseline, all causes together, ties by Efron.
struct HazardRatio {
    /// value, low and high on the scale of the ratio (normal limits of its logarithm);
    /// standard_error is of log(ratio).
    Estimate ratio;
    double p =
        undefined; ///< Wald; 1 for a ratio of 1, also where pairs that agree wholly leave no error
    bool converged = false; ///< false: all else is NaN
};

/// What the weight of a row means.
enum class RowWeights {
    sampling, ///< how much the one person counts
    copies,   ///< how many people, all alike, the row stands for; whole
};

/// Fits the hazard ratio by Newton's method on grouped counts.
///
/// The standard error is the model's when unpaired. For the same people it is the cluster-robust
/// one: residuals of the score added over a person's two rows, squared, summed, over the
/// information squared. Not converged when the partial likelihood has no maximum: one group empty,
/// or without events while the other was at risk. An average over time, hard to read, when the
/// hazards are not proportional: read the curves then. Source: Cox 1972; Efron 1977; Lin & Wei
/// 1989; as coxph(Surv ~ x, cluster = id, ties = "efron") in R.
[[nodiscard]] HazardRatio hazard_ratio(EventTable const& variant, EventTable const& baseline,
                                       Pairing pairing, Level level = {},
                                       RowWeights weights = RowWeights::sampling);

} // namespace analysis
