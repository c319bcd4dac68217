// Part of kernel.cpp, compiled once an instruction set.

/// Independent things that may happen today, of which most people on most days meet none. One
/// uniform says whether there is any; which, is asked only of those few:
///
///   any_i = p_i + (1 - p_i) any_{i+1}        P(one of the things from the i-th on), any_n = 0
///   thing i happens with p_i / any_i while none has happened, with p_i afterwards
///
/// so that together they have the joint distribution of n independent draws.
///
/// For all users at once the test runs on odds, o = p / (1 - p) = e^eta, which need no division:
/// S_i = o_i (1 + S_{i+1}) + S_{i+1} are the odds of any_i. Source: elementary; docs/odd.md,
/// step 3.
namespace agents::HWY_NAMESPACE {

/// Odds are held here, or the product of four could overflow.
inline constexpr float largest_odds = 1e30F;

/// Odds that one more thing, or any of those whose odds are `of_rest`, happens.
template <class F>
[[nodiscard]] HWY_INLINE F odds_of_any(F odds, F of_rest) {
    return lesser(odds * (1.0F + of_rest) + of_rest, F(largest_odds));
}

/// uniform < p, where p / (1 - p) = odds.
template <class F>
[[nodiscard]] HWY_INLINE auto below_odds(F uniform, F odds) {
    return uniform * (1.0F + odds) < odds;
}

/// p_i / any_i. What has no chance may stand before nothing.
template <class F>
[[nodiscard]] HWY_INLINE F chance_of_first(F chance, F any_from_here) {
    return select(any_from_here > F(0.0F), chance / any_from_here, F(0.0F));
}

/// From the chances p_i those given that something happens and nothing has yet.
/// @param chance, first  shape (n)
template <class F>
HWY_INLINE void chances_of_first(std::size_t n, F const* chance, F* first) {
    F any_from_here = 0.0F;
    for (std::size_t i = n; i-- > 0;) {
        any_from_here = chance[i] + (1.0F - chance[i]) * any_from_here;
        first[i] = chance_of_first(chance[i], any_from_here);
    }
}

} // namespace agents::HWY_NAMESPACE
