#pragma once

#include "analysis/parametric/dual.hpp"

namespace analysis {

/// log(1 + e^x) without overflow, and its derivatives.
[[nodiscard]] Derivatives log1p_exp(double x);
/// log(1 - e^x), x < 0.
[[nodiscard]] Derivatives log1m_exp(double x);
/// (e^x - 1) / x, 1 at 0.
[[nodiscard]] Derivatives expm1_ratio(double x);
/// (e^x - 1 - x) / x^2, 1/2 at 0.
[[nodiscard]] Derivatives expm1_ratio_2(double x);
/// log P(Z > x), Z standard normal; right far out in both tails.
[[nodiscard]] Derivatives log_normal_tail(double x);
/// log Gamma(x), x > 0.
[[nodiscard]] Derivatives log_gamma(double x);
/// sum over j = 0 .. steps - 1 of log(x + j) = log Gamma(x + steps) - log Gamma(x), x > 0.
/// @param steps  >= 0, whole
[[nodiscard]] Derivatives log_rising(double x, double steps);
/// What Stirling's formula leaves of log Gamma(1/q): log Gamma(k) - (k - 1/2) log k + k -
/// log(2 pi)/2 at k = 1/q, as a function of q >= 0; 0 at 0. Derivatives by q.
[[nodiscard]] Derivatives stirling_rest(double q);

template <class T>
T softplus(T const& x) {
    return compose(log1p_exp(value_of(x)), x);
}

} // namespace analysis
