// Once an instruction set, as core/lanes.hpp is.
#if defined(HOLDFAST_CORE_LANE_GAMMA) == defined(HWY_TARGET_TOGGLE)
#ifdef HOLDFAST_CORE_LANE_GAMMA
#undef HOLDFAST_CORE_LANE_GAMMA
#else
#define HOLDFAST_CORE_LANE_GAMMA
#endif

#include "core/lane_mathematics.hpp"

/// Draws of Gamma and Beta with a fixed number of words, so that the draw of one user waits for
/// nobody else's. For one user (F = float, W = std::uint32_t) and for many at once (Floats, Words).
HWY_BEFORE_NAMESPACE();
namespace core::HWY_NAMESPACE {

/// log g for a draw g of Gamma(shape, 1) out of four words: with d = shape + 2/3, c = 1 / (3
/// sqrt(d)) and v(z) = 1 + c z,
///
///   g' = d v^3, v that of the normal of word 0 if the uniform of word 1 accepts it, else that of
///   word 2, which is asked no more;   g = g' u^(1/shape), u the uniform of word 3
///
/// g' is of Gamma(shape + 1) but for the unasked, so the law of g is within r^2 of the exact one in
/// total variation, r the share that word 1 refuses: r < 0.05 for every shape > 0, < 0.02 from 1
/// on, < 0.005 from 6 on (tests/core/gamma_tests.cpp). A loop until somebody accepts would be
/// exact, but would hold up all lanes for the slowest and take words without end.
///
/// @param shape  in [0.01, 1e5]
/// Source: Marsaglia & Tsang 2000, ACM TOMS 26, 363-372, with their boost for shapes below 1 taken
/// for all.
template <class F, class W>
[[nodiscard]] HWY_INLINE F log_gamma_draw(F shape, W word_0, W word_1, W word_2, W word_3) {
    F const d = shape + 0.666666667F;
    F const c = 0.333333333F / square_root(d);
    // Where v is held, log u never accepts it: the test is below -20, and log u above -17.
    auto const cube_root = [c](F z) { return greater(1.0F + c * z, F(0x1p-10F)); };
    F const z = normal_quantile(uniform(word_0));
    F const v = cube_root(z);
    F const log_v = log(v);
    auto const accepted =
        log(uniform(word_1)) < 0.5F * z * z + d * (1.0F - v * v * v + 3.0F * log_v);
    F const other = log(cube_root(normal_quantile(uniform(word_2))));
    return log(d) + 3.0F * select(accepted, log_v, other) + log(uniform(word_3)) / shape;
}

} // namespace core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
