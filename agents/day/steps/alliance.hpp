// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// s <- s + phi (first - s): without use every subtheme fades toward its first value, and so do
/// sums of those that fade at the same rate.
template <class F>
[[nodiscard]] HWY_INLINE F faded(F state, F first, float rate) {
    return state + rate * (first - state);
}

/// The day without use.
HWY_INLINE void fade(Neighbours const& here) {
    auto const& programme = here.block.programme;
    for (auto const& sum : programme.sums) {
        here.set(sum.row,
                 faded(here(sum.row), here(sum.first_row), programme.fadings[sum.fading].rate));
    }
    put_together(here);
}

/// On a day of use u_k = hold(tau_k + sum_l G_kl (s_l - 1/2) + lambda_k delta),
/// s_k <- s_k + alpha_k (u_k - s_k), from the states as they are.
HWY_INLINE void learn(Listed const& openers, Use const& use) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    float* const next = block.work->next_subthemes.data();
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const& subtheme = programme.subthemes[k];
        Floats influence = 0.0F;
        for (auto const& [r, strength] : subtheme.influences) {
            influence = influence + strength * (openers(r) - 0.5F);
        }
        Floats const state = openers(programme.layout.subtheme(k));
        Floats const aim = hold_unit(openers(programme.rows.target + k) + influence +
                                     subtheme.surprise * use.surprise);
        Floats const learnt = state + subtheme.learning * (aim - state);
        Floats const unused = faded(state, openers(programme.rows.first + k),
                                    programme.fadings[subtheme.fading].rate);
        store(select(use.used, learnt, unused), next + k * lanes);
    }
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        openers.set(programme.layout.subtheme(k), load(next + k * lanes));
    }
    refresh_alliance(openers);
}

} // namespace agents::HWY_NAMESPACE
