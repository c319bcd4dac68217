#pragma once

#include <span>
#include <vector>

namespace analysis {

/// Holm's step-down adjusted p-values, in the order given: the chance of even one false claim among
/// all stays below the level, whatever their dependence. NaN stays NaN and is not counted. Source:
/// Holm 1979.
[[nodiscard]] std::vector<double> holm(std::span<double const> p_values);

} // namespace analysis
