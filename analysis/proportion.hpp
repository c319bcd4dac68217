#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <span>

namespace analysis {

/// A share k / n with Wilson's score interval, whose ends lie in [0,1] and are right also at 0 of n
/// and n of n: (p + z^2/2n +- z sqrt(p (1-p) / n + z^2/4n^2)) / (1 + z^2/n). standard_error is
/// sqrt(p (1-p) / n), which the interval does not use.
/// @param successes  at most `trials`; with no trials everything is NaN
/// Source: Wilson 1927, JASA 22:209.
[[nodiscard]] Estimate wilson(std::size_t successes, std::size_t trials, Level level = {});

/// Mean with a normal interval, standard error s / sqrt(n), s with n - 1. NaN values are left out.
/// Of one value there is a mean but no interval. Not for small n (below about 30) of skewed values:
/// no Student quantile is used.
[[nodiscard]] Estimate mean(std::span<double const> values, Level level = {});
[[nodiscard]] Estimate mean(std::span<float const> values, Level level = {});

/// Quantile of the standard normal that leaves (1 - level) / 2 above: 1.96 for 0.95.
[[nodiscard]] double normal_quantile_two_sided(Level level);
/// Two-sided p of a standard normal z. NaN stays NaN.
[[nodiscard]] double normal_p_value(double z);
/// P(X > statistic), X chi-squared with these degrees of freedom. NaN stays NaN.
[[nodiscard]] double chi_squared_p_value(double statistic, int degrees_of_freedom);

} // namespace analysis
