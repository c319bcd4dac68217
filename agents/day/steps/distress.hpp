// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Step 0.
HWY_INLINE void keep_calendar(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const& layout = programme.layout;
    auto const today = static_cast<float>(here.block.day);
    auto const shift = static_cast<float>(here.block.day % 7);
    Floats const shifted = here(programme.rows.weekday) + shift;
    Floats const weekday = select(shifted >= 7.0F, shifted - 7.0F, shifted);
    here.set(layout.weekend, select(weekday >= 5.0F, Floats(1.0F), Floats(0.0F)));
    here.set(layout.waiting_list_over,
             select(here(programme.rows.care_starts) <= today, Floats(1.0F), Floats(0.0F)));
}

/// Step 1: d <- hold(d + kappa (mu (1 - r)^t - d) + sigma z), need_p = hold(d profile_p).
HWY_INLINE void feel(Neighbours const& here, Floats of_distress) {
    auto const& programme = here.block.programme;
    auto const& layout = programme.layout;
    Floats const z = normal_quantile(of_distress);
    Floats const before = here(layout.distress);
    Floats const level = here(programme.rows.level) * programme.recovery[here.block.day];
    Floats const pull = programme.reversion * (level - before);
    Floats const distress = hold_unit(before + pull + programme.distress_noise * z);
    here.set(layout.distress, distress);
    for (std::size_t p = 0; p < day_parts; ++p) {
        here.set(layout.need + p, hold_unit(distress * here(programme.rows.profile + p)));
    }
}

} // namespace agents::HWY_NAMESPACE
