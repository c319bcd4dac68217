#include "core/elementary.hpp"

#include "core/moderate_exp.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace core::portable {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// 2^n for n in [-1022, 1023].
double power_of_two(int n) noexcept {
    return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

/// x 2^n, n in [-2044, 2046]: in two steps, because 2^n itself may lie outside the range of double.
double scale(double x, int n) noexcept {
    return x * power_of_two(n / 2) * power_of_two(n - n / 2);
}

/// 2 artanh(s) / s - 2 for s^2 = z <= 0.0295: the sum over k >= 1 of 2 z^k / (2k + 1).
double artanh_tail(double z) noexcept {
    double sum = 0.0;
    for (int n = 23; n >= 3; n -= 2) {
        sum = (sum + 2.0 / n) * z;
    }
    return sum;
}

/// log(1 + f) + e log 2 for 1 + f in [sqrt(1/2), sqrt(2)); `rest` is what rounding took from f.
double log_of(double f, double rest, double e) noexcept {
    double const s = f / (2.0 + f);
    double const half_square = 0.5 * f * f;
    // 2 artanh(s) = f - (f^2/2 - s (f^2/2 + tail)): the large part f stays exact.
    double const correction = s * (half_square + artanh_tail(s * s)) + (e * log2_low + rest);
    return e * log2_high - ((half_square - correction) - f);
}

} // namespace

double exp(double x) noexcept {
    if (!(x > -745.2)) {
        return x <= -745.2 ? 0.0 : x;
    }
    if (x > 709.8) {
        return infinity;
    }
    auto const scaled = scaled_exp(x);
    return scale(scaled.mantissa, static_cast<int>(scaled.n));
}

double log(double x) noexcept {
    if (!(x > 0.0)) {
        return x == 0.0 ? -infinity : not_a_number;
    }
    if (x == infinity) {
        return infinity;
    }
    int e = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        e = -54;
    }
    // Subtracting the bits of sqrt(1/2) makes the exponent field count from [sqrt(1/2), sqrt(2)).
    constexpr std::uint64_t root_half = 0x3FE6A09E667F3BCDULL;
    constexpr std::uint64_t mantissa = 0x000FFFFFFFFFFFFFULL;
    std::uint64_t const shifted = std::bit_cast<std::uint64_t>(x) - root_half;
    e += static_cast<int>(static_cast<std::int64_t>(shifted) >> 52);
    double const m = std::bit_cast<double>((shifted & mantissa) + root_half);
    return log_of(m - 1.0, 0.0, e);
}

double log1p(double x) noexcept {
    if (x > -0.25 && x < 0.4) {
        return log_of(x, 0.0, 0.0);
    }
    // What rounding took from 1 + x, to first order.
    double const sum = 1.0 + x;
    double const lost = x < 1.0 ? x - (sum - 1.0) : 1.0 - (sum - x);
    return sum > 0.0 && sum < infinity ? log(sum) + lost / sum : log(sum);
}

double log_gamma(double x) noexcept {
    if (!(x > 0.0)) {
        return x == 0.0 ? infinity : not_a_number;
    }
    if (x == infinity) {
        return infinity;
    }
    double product = 1.0;
    while (x < 10.0) {
        product *= x;
        x += 1.0;
    }
    // B_2k / (2k (2k - 1)) for k = 7 .. 1.
    constexpr std::array<double, 7> stirling{1.0 / 156,  -691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                             1.0 / 1260, -1.0 / 360,      1.0 / 12};
    double const w = 1.0 / x;
    double sum = 0.0;
    for (double const coefficient : stirling) {
        sum = sum * (w * w) + coefficient;
    }
    constexpr double half_log_two_pi = 0.91893853320467274178;
    return (x - 0.5) * log(x) - x + half_log_two_pi + sum * w - log(product);
}

} // namespace core::portable
