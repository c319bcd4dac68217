// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Step 0. @param day  [days since installing]
HWY_NOINLINE void step_calendar(Block& block, int day) {
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const today = static_cast<float>(day);
    auto const shift = static_cast<float>(day % 7);
    for_all(block, [&](Neighbours const& here) {
        here.set(layout.days_since_install, today);
        Floats const shifted = here(programme.rows.weekday) + shift;
        Floats const weekday = select(shifted >= 7.0F, shifted - 7.0F, shifted);
        here.set(layout.weekend, select(weekday >= 5.0F, Floats(1.0F), Floats(0.0F)));
        here.set(layout.waiting_list_over,
                 select(here(programme.rows.care_starts) <= today, Floats(1.0F), Floats(0.0F)));
    });
}

/// Step 1: d <- hold(d + kappa (mu (1 - r)^t - d) + sigma z), need_p = hold(d profile_p). Draws the
/// words that everybody needs today.
HWY_NOINLINE void step_distress(Block& block, int day) {
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    float const recovery = programme.recovery[static_cast<std::size_t>(day)];
    for_all(block, [&](Neighbours const& here) {
        auto const drawn = words(here, day, purpose_of(Purpose::day));
        for (std::size_t w = 1; w < 4; ++w) {
            here.set(block.day_words[w - 1], drawn[w]);
        }
        Floats const z = normal_quantile(uniform(drawn[0]));
        Floats const before = here(layout.distress);
        Floats const pull = programme.reversion * (here(programme.rows.level) * recovery - before);
        Floats const distress = hold_unit(before + pull + programme.distress_noise * z);
        here.set(layout.distress, distress);
        for (std::size_t p = 0; p < day_parts; ++p) {
            here.set(layout.need + p, hold_unit(distress * here(programme.rows.profile + p)));
        }
    });
}

} // namespace agents::HWY_NAMESPACE
