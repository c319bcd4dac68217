#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <span>

namespace analysis {

/// Wilson's score interval of a share. Source: Wilson 1927, JASA 22:209. successes <= trials; trials 0: NaN.
[[nodiscard]] Estimate wilson(std::size_t successes, std::size_t trials, Level level = {});

/// Mean with normal interval, standard error s / sqrt(n). NaN values are left out.
[[nodiscard]] Estimate mean(std::span<double const> values, Level level = {});
[[nodiscard]] Estimate mean(std::span<float const> values, Level level = {});

/// Quantile of the standard normal that leaves (1 - level) / 2 above: 1.96 for 0.95.
[[nodiscard]] double normal_quantile_two_sided(Level level);
/// Two-sided p of a standard normal z.
[[nodiscard]] double normal_p_value(double z);
/// P(X > statistic), X chi-squared with these degrees of freedom.
[[nodiscard]] double chi_squared_p_value(double statistic, int degrees_of_freedom);

} // namespace analysis
