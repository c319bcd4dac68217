#pragma once

#include <bit>
#include <cstdint>

namespace core::portable {

/// log 2 in two parts: the first has 21 zero bits at its end, so that its product with an exponent
/// is exact.
inline constexpr double log2_high = 0x1.62e42feep-1;
inline constexpr double log2_low = 0x1.a39ef35793c76p-33;

/// e^r - 1 - r for |r| <= log(2) / 2, Taylor polynomial of degree 13.
[[nodiscard]] constexpr double exp_tail(double r) noexcept {
    // 1/n! for n = 13 .. 2; the first term left out is below 5e-18.
    double sum = 1.0 / 6227020800;
    sum = sum * r + 1.0 / 479001600;
    sum = sum * r + 1.0 / 39916800;
    sum = sum * r + 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 1.0 / 2;
    return sum * r * r;
}

/// e^x = mantissa 2^n with |log mantissa| <= log(2) / 2, for |x| <= 746.
struct ScaledExp {
    double mantissa;
    double n;       ///< a whole number
    double shifted; ///< n + 1.5 2^52, whose lowest bits are n in two's complement
};

[[nodiscard]] inline ScaledExp scaled_exp(double x) noexcept {
    // Adding and subtracting 1.5 2^52 rounds to the nearest integer.
    double const shifted = x * 0x1.71547652b82fep0 + 0x1.8p52;
    double const n = shifted - 0x1.8p52;
    double const high = x - n * log2_high;
    double const low = n * log2_low;
    double const r = high - low;
    double const lost = (high - r) - low;
    return {1.0 + (r + (exp_tail(r) + lost)), n, shifted};
}

/// portable::exp for |x| <= 700, to the same bits, without a branch: loops over it vectorise.
[[nodiscard]] inline double moderate_exp(double x) noexcept {
    auto const scaled = scaled_exp(x);
    auto const exponent = (std::bit_cast<std::uint64_t>(scaled.shifted) + 1023U) << 52;
    return scaled.mantissa * std::bit_cast<double>(exponent);
}

} // namespace core::portable
