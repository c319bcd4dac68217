#pragma once

#include "core/moderate_exp.hpp"

#include <bit>
#include <cstdint>

namespace core::portable {

/// 2 artanh(s) / s - 2 for s^2 = z <= 0.0295: the sum over k >= 1 of 2 z^k / (2k + 1).
[[nodiscard]] constexpr double artanh_tail(double z) noexcept {
    double sum = 0.0;
    for (int n = 23; n >= 3; n -= 2) {
        sum = (sum + 2.0 / n) * z;
    }
    return sum;
}

/// log(1 + f) + e log 2 for 1 + f in [sqrt(1/2), sqrt(2)); `rest` is what rounding took from f.
[[nodiscard]] constexpr double log_of(double f, double rest, double e) noexcept {
    double const s = f / (2.0 + f);
    double const half_square = 0.5 * f * f;
    // 2 artanh(s) = f - (f^2/2 - s (f^2/2 + tail)): the large part f stays exact.
    double const correction = s * (half_square + artanh_tail(s * s)) + (e * log2_low + rest);
    return e * log2_high - ((half_square - correction) - f);
}

/// log(x) + e log 2 for a normal x > 0. With e = 0 portable::log, to the same bits, without a
/// branch: loops over it vectorise.
[[nodiscard]] inline double moderate_log(double x, double e = 0.0) noexcept {
    // Subtracting the bits of sqrt(1/2) makes the exponent field count from [sqrt(1/2), sqrt(2)).
    constexpr std::uint64_t root_half = 0x3FE6A09E667F3BCDULL;
    constexpr std::uint64_t mantissa = 0x000FFFFFFFFFFFFFULL;
    std::uint64_t const shifted = std::bit_cast<std::uint64_t>(x) - root_half;
    // The exponent as a double: there is no 64-bit conversion before AVX-512. It is 1023 at most in
    // size, so its lowest bits inside of 1.5 2^52 are itself.
    std::uint64_t const exponent = (shifted >> 52) ^ 0x800U;
    double const n = std::bit_cast<double>(exponent | 0x4330000000000000ULL) - (0x1p52 + 0x800);
    double const m = std::bit_cast<double>((shifted & mantissa) + root_half);
    return log_of(m - 1.0, 0.0, n + e);
}

} // namespace core::portable
