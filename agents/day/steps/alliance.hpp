// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Without use every subtheme fades toward its first value; with use it is left for learn().
HWY_INLINE void fade(Neighbours const& here) {
    auto const& programme = here.block.programme;
    Mask const used = here(programme.rows.used) > 0.0F;
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const row = programme.layout.subtheme(k);
        Floats const state = here(row);
        Floats const faded =
            state + programme.subthemes[k].fading * (here(programme.rows.first + k) - state);
        here.set(row, select(used, state, faded));
    }
}

/// u_k = hold(tau_k + sum_l G_kl (s_l - 1/2) + lambda_k delta), s_k <- s_k + alpha_k (u_k - s_k),
/// from the states as they are.
HWY_INLINE void learn(Listed const& openers) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    Mask const used = openers(programme.rows.used) > 0.0F;
    if (!any(used)) {
        return;
    }
    Floats const surprise = openers(programme.rows.surprise);
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const& subtheme = programme.subthemes[k];
        Floats influence = 0.0F;
        for (auto const& [r, strength] : subtheme.influences) {
            influence = influence + strength * (openers(r) - 0.5F);
        }
        Floats const state = openers(programme.layout.subtheme(k));
        Floats const aim = hold_unit(openers(programme.rows.target + k) + influence +
                                     subtheme.surprise * surprise);
        store(select(used, state + subtheme.learning * (aim - state), state),
              block.next_subthemes.data() + k * lanes);
    }
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        openers.set(programme.layout.subtheme(k), load(block.next_subthemes.data() + k * lanes));
    }
}

/// Step 5, but for events.
HWY_NOINLINE void step_alliance(Block& block) {
    for_all(block, [](Neighbours const& here) { fade(here); });
    auto const& programme = block.programme;
    block.bring(block.openers, programme.of_openers.learning);
    for_listed(block, block.openers, [](Listed const& openers) { learn(openers); });
    block.put_back(block.openers, programme.rows_of_subthemes);
    for_all(block, [](Neighbours const& here) { refresh_alliance(here); });
}

} // namespace agents::HWY_NAMESPACE
