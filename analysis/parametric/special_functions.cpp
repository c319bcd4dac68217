#include "analysis/parametric/special_functions.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <array>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

/// sum over n of x^n / (n + m)!, |x| <= 1.
Derivatives exponential_series(double x, int m) {
    constexpr int terms = 20;
    double factorial = 1;
    for (int i = 2; i <= m; ++i) {
        factorial *= i;
    }
    Derivatives sum;
    double coefficient = 1 / factorial;
    double power_0 = 1; // x^n, x^(n-1), x^(n-2)
    double power_1 = 0;
    double power_2 = 0;
    for (int n = 0; n < terms; ++n) {
        sum.value += coefficient * power_0;
        sum.first += coefficient * n * power_1;
        sum.second += coefficient * n * (n - 1) * power_2;
        power_2 = power_1;
        power_1 = power_0;
        power_0 *= x;
        coefficient /= n + 1 + m;
    }
    return sum;
}

/// phi_m' = (phi_(m-1) - m phi_m) / x, and once more for the second.
Derivatives next_ratio(double x, Derivatives const& lower, double value, int m) {
    double const first = (lower.value - m * value) / x;
    return {value, first, (lower.first - (m + 1) * first) / x};
}

/// P(Z > x) / density(x) for x >= 8 by Laplace's continued fraction.
double mills_ratio(double x) {
    constexpr int depth = 60;
    double tail = x;
    for (int n = depth; n >= 1; --n) {
        tail = x + n / tail;
    }
    return 1 / tail;
}

/// The series sum B_2n / (2n (2n - 1)) q^(2n - 1), for q <= 1/12.
Derivatives stirling_series(double q) {
    constexpr std::array<double, 9> coefficients{1.0 / 12,    -1.0 / 360,       1.0 / 1260,
                                                 -1.0 / 1680, 1.0 / 1188,       -691.0 / 360360,
                                                 1.0 / 156,   -3617.0 / 122400, 43867.0 / 244188};
    Derivatives sum;
    double power = 1; // q^(2n)
    for (std::size_t n = 0; n < coefficients.size(); ++n) {
        double const order = static_cast<double>(2 * n + 1);
        sum.value += coefficients[n] * power * q;
        sum.first += coefficients[n] * order * power;
        if (n > 0) {
            sum.second += coefficients[n] * order * (order - 1) * power / q;
        }
        power *= q * q;
        if (power == 0) {
            break;
        }
    }
    return sum;
}

} // namespace

Derivatives log1p_exp(double x) {
    double const small = std::exp(-std::abs(x));
    double const share = (x > 0 ? 1 : small) / (1 + small);
    return {(x > 0 ? x : 0) + std::log1p(small), share, small / ((1 + small) * (1 + small))};
}

Derivatives log1m_exp(double x) {
    double const rest = -std::expm1(x);
    double const value = x > -0.7 ? std::log(rest) : std::log1p(-std::exp(x));
    double const ratio = std::exp(x) / rest;
    return {value, -ratio, -ratio / rest};
}

Derivatives expm1_ratio(double x) {
    if (std::abs(x) < 1) {
        return exponential_series(x, 1);
    }
    double const power = std::exp(x);
    return next_ratio(x, {power, power, power}, std::expm1(x) / x, 1);
}

Derivatives expm1_ratio_2(double x) {
    if (std::abs(x) < 1) {
        return exponential_series(x, 2);
    }
    auto const lower = expm1_ratio(x);
    return next_ratio(x, lower, (lower.value - 1) / x, 2);
}

Derivatives log_normal_tail(double x) {
    constexpr double far = 8;
    double const log_density = -x * x / 2 - std::log(2 * std::numbers::pi) / 2;
    double value = 0;
    if (x > far) {
        value = log_density + std::log(mills_ratio(x));
    } else if (x < 0) {
        value = std::log1p(-std::erfc(-x / std::numbers::sqrt2) / 2);
    } else {
        value = std::log(std::erfc(x / std::numbers::sqrt2) / 2);
    }
    double const hazard = std::exp(log_density - value);
    return {value, -hazard, -hazard * (hazard - x)};
}

Derivatives log_gamma(double x) {
    return {boost::math::lgamma(x), boost::math::digamma(x), boost::math::trigamma(x)};
}

Derivatives log_rising(double x, double steps) {
    // Summing keeps the digits that the difference of two large log Gammas loses.
    constexpr double most_summed = 128;
    if (steps > most_summed) {
        auto const low = log_gamma(x);
        auto const high = log_gamma(x + steps);
        return {high.value - low.value, high.first - low.first, high.second - low.second};
    }
    Derivatives sum;
    for (double j = 0; j < steps; ++j) {
        double const inverse = 1 / (x + j);
        sum.value += std::log(x + j);
        sum.first += inverse;
        sum.second -= inverse * inverse;
    }
    return sum;
}

Derivatives stirling_rest(double q) {
    constexpr double small = 1.0 / 12;
    if (q <= small) {
        return stirling_series(q);
    }
    double const k = 1 / q;
    auto const gamma = log_gamma(k);
    double const value =
        gamma.value - (k - 0.5) * std::log(k) + k - std::log(2 * std::numbers::pi) / 2;
    double const by_k = gamma.first - std::log(k) + 0.5 * q;
    double const by_kk = gamma.second - q - 0.5 * q * q;
    // k = 1/q: dk/dq = -k^2, d2k/dq2 = 2 k^3
    return {value, -by_k * k * k, by_kk * k * k * k * k + 2 * by_k * k * k * k};
}

} // namespace analysis
