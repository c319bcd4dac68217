#include "core/elementary.hpp"

#include "core/moderate_exp.hpp"
#include "core/moderate_log.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace core::portable {

namespace {

/// 2^n for n in [-1022, 1023].
double power_of_two(int n) noexcept {
    return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

/// x 2^n, n in [-2044, 2046]: in two steps, because 2^n itself may lie outside the range of double.
double scale(double x, int n) noexcept {
    return x * power_of_two(n / 2) * power_of_two(n - n / 2);
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
    return x < 0x1p-1022 ? moderate_log(x * 0x1p54, -54.0) : moderate_log(x, 0.0);
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
