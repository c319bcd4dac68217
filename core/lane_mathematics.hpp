// Once an instruction set, as core/lanes.hpp is.
#if defined(HOLDFAST_CORE_LANE_MATHEMATICS) == defined(HWY_TARGET_TOGGLE)
#ifdef HOLDFAST_CORE_LANE_MATHEMATICS
#undef HOLDFAST_CORE_LANE_MATHEMATICS
#else
#define HOLDFAST_CORE_LANE_MATHEMATICS
#endif

#include "core/lanes.hpp"

/// Single-precision functions of the daily kernel, for one user (F = float) and for many at once (F
/// = Floats): free of branches, and made of + - * / and square roots only, so that the same bits
/// come out on every CPU (the C library picks code, and so bits, by CPU) and at every width.
/// Accuracies are those that tests/core/mathematics_tests.cpp measures against double precision.
HWY_BEFORE_NAMESPACE();
namespace core::HWY_NAMESPACE {

/// A word as a uniform in (0,1): the midpoints of 2^23 equal cells, exact in single precision.
template <class W>
[[nodiscard]] HWY_INLINE auto uniform(W word) {
    return signed_value(shift_right<9>(word)) * 0x1p-23F + 0x1p-24F;
}

/// x held in [low, high].
template <class F>
[[nodiscard]] HWY_INLINE F hold(F x, float low, float high) {
    return lesser(greater(x, F(low)), F(high));
}

/// x held in [0,1].
template <class F>
[[nodiscard]] HWY_INLINE F hold_unit(F x) {
    return hold(x, 0.0F, 1.0F);
}

/// e^x for x in [-87, 88], relative error below 2e-7. Source: Cephes expf (Moshier): reduction by
/// log 2 in two parts, polynomial of degree 7.
template <class F>
[[nodiscard]] HWY_INLINE F exp(F x) {
    // Adding and subtracting 1.5 2^23 rounds to the nearest integer without a branch or a library
    // call.
    F const shifted = x * 1.44269504088896341F + 0x1.8p23F;
    F const n = shifted - 0x1.8p23F;
    F const r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    F p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    F const mantissa = p * (r * r) + r + 1.0F;
    // The lowest bits of `shifted` are n in two's complement, so that 2^n needs no conversion.
    return mantissa * from_bits(shift_left<23>(bits_of(shifted) + 127U));
}

/// 1 / (1 + e^-x) for x in [-87, 87].
template <class F>
[[nodiscard]] HWY_INLINE F logistic(F x) {
    return 1.0F / (1.0F + exp(-x));
}

/// Natural logarithm of a normal x > 0, absolute error below 1.5e-7 for x in (0, 1]. Source: Cephes
/// logf (Moshier).
template <class F>
[[nodiscard]] HWY_INLINE F log(F x) {
    // x = m 2^e with m in [sqrt(1/2), sqrt(2)).
    auto const bits = bits_of(x) - 0x3F3504F3U;
    F const e = signed_value(shift_right_signed<23>(bits));
    F const f = from_bits((bits & 0x007FFFFFU) + 0x3F3504F3U) - 1.0F;
    F const f2 = f * f;
    F p = 7.0376836292e-2F;
    p = p * f - 1.1514610310e-1F;
    p = p * f + 1.1676998740e-1F;
    p = p * f - 1.2420140846e-1F;
    p = p * f + 1.4249322787e-1F;
    p = p * f - 1.6668057665e-1F;
    p = p * f + 2.0000714765e-1F;
    p = p * f - 2.4999993993e-1F;
    p = p * f + 3.3333331174e-1F;
    F const tail = p * f * f2 - e * 2.12194440e-4F - 0.5F * f2;
    return (f + tail) + e * 0.693359375F;
}

/// Quantile of the standard normal at u in (0,1), absolute error below 5e-6 over the values of
/// uniform(). Source: Giles 2010, "Approximating the erfinv function", single-precision
/// polynomials; x = sqrt(2) erfinv(2u - 1).
template <class F>
[[nodiscard]] HWY_INLINE F normal_quantile(F u) {
    // 4u(1-u) = (1-x)(1+x) with x = 2u - 1, but without cancellation in the tails.
    F const w = -log(4.0F * u * (1.0F - u));
    F const c = w - 2.5F;
    F centre = 2.81022636e-08F;
    centre = centre * c + 3.43273939e-07F;
    centre = centre * c - 3.5233877e-06F;
    centre = centre * c - 4.39150654e-06F;
    centre = centre * c + 0.00021858087F;
    centre = centre * c - 0.00125372503F;
    centre = centre * c - 0.00417768164F;
    centre = centre * c + 0.246640727F;
    centre = centre * c + 1.50140941F;
    auto const in_tail = w >= 5.0F;
    if (!any(in_tail)) {
        return centre * (2.0F * u - 1.0F) * 1.41421356F;
    }
    F const t = square_root(greater(w, F(0.0F))) - 3.0F;
    F tail = -0.000200214257F;
    tail = tail * t + 0.000100950558F;
    tail = tail * t + 0.00134934322F;
    tail = tail * t - 0.00367342844F;
    tail = tail * t + 0.00573950773F;
    tail = tail * t - 0.0076224613F;
    tail = tail * t + 0.00943887047F;
    tail = tail * t + 1.00167406F;
    tail = tail * t + 2.83297682F;
    F const p = select(in_tail, tail, centre);
    return p * (2.0F * u - 1.0F) * 1.41421356F;
}

} // namespace core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
