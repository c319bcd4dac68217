#pragma once

#include "analysis/estimate.hpp"

#include <span>

namespace analysis {

/// Mean of variant[i] - baseline[i] over people i, with a normal interval; pairs with a NaN are
/// left out.
/// @param variant, baseline  shape (people), equal size
[[nodiscard]] Estimate paired_mean_difference(std::span<float const> variant,
                                              std::span<float const> baseline, Level level = {});

} // namespace analysis
