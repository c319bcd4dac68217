#pragma once

#include <cmath>

/// Tolerances of tests against chance: z standard errors, so that a right model fails one check in
/// a million.
namespace tests {

/// Two-sided: P(|Z| > z) = 1e-6.
inline constexpr double z_two_sided = 4.891638;
/// One-sided: P(Z > z) = 1e-6.
inline constexpr double z_one_sided = 4.753424;

/// Standard error of a share p observed on n.
[[nodiscard]] inline double share_error(double p, double n) {
    return std::sqrt(p * (1.0 - p) / n);
}

} // namespace tests
