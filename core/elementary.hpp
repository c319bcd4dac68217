#pragma once

#include <limits>

/// Double-precision elementary functions that give the same bits on every CPU: only + - * / and bit
/// manipulation, no C library (which picks its code, and so its last bits, by CPU). Everything that
/// makes people uses these; -ffp-contract=off must be set. Accuracies are those that
/// tests/core/distributions_tests.cpp measures against long double.
namespace core::portable {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// e^x, relative error below 2.3e-16 (1 ulp); 0 below -745.2, infinity above 709.8, NaN for NaN.
/// Source: reduction by a multiple of log 2 in two parts (Cody & Waite 1980), Taylor polynomial of
/// degree 13.
[[nodiscard]] double exp(double x) noexcept;

/// Natural logarithm, relative error below 2.3e-16 (1 ulp); -infinity at 0, NaN below.
/// Source: log(m 2^e) with m in [sqrt(1/2), sqrt(2)) and the series of 2 artanh((m - 1) / (m + 1)).
[[nodiscard]] double log(double x) noexcept;

/// log(1 + x) for x >= -1, relative error below 5e-16.
[[nodiscard]] double log1p(double x) noexcept;

/// log of the gamma function for x > 0, error below 1e-14 (1 + |log_gamma(x)|); infinity at 0 and
/// infinity. Source: Stirling's series (Abramowitz & Stegun 6.1.41) after stepping up to x >= 10.
[[nodiscard]] double log_gamma(double x) noexcept;

} // namespace core::portable
