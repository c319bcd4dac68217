#pragma once

// Everything that sets a variant against a baseline: this header brings all of it.

#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/estimate.hpp"
#include "analysis/multiplicity.hpp"
#include "analysis/pairing.hpp"

#include <span>

namespace analysis {

/// Mean of variant[i] - baseline[i] over people i, with a normal interval; pairs with a NaN are
/// left out.
/// @param variant, baseline  shape (people), equal size
[[nodiscard]] Estimate paired_mean_difference(std::span<float const> variant,
                                              std::span<float const> baseline, Level level = {});

} // namespace analysis
