// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Who makes at least one attempt today, by one word. On day 0 everybody does: who installs an app
/// opens it.
inline void list_openers(Block& block, int day) {
    auto const& engagement = block.programme.engagement;
    block.openers.count = 0;
    for_all(block, [&](Neighbours const& here) {
        Floats const common = all_day(engagement, here);
        Floats odds = 0.0F;
        for (std::size_t p = day_parts; p-- > 0;) {
            Floats const eta = hold_eta(common + in_day_part(engagement, p, here));
            here.set(block.programme.rows.attempt_eta + p, eta);
            odds = odds_of_any(exp(eta), odds);
        }
        Floats const word = uniform(here(block.day_words[1]));
        Mask const opens = day == 0 ? in_every_lane(true) : below_odds(word, odds);
        here.set(block.tried, select(opens, Floats(1.0F), Floats(0.0F)));
        add_set(opens, here, block.openers);
    });
}

/// In which day-parts. @param chance  P_p. @param uniforms  a day-part each
HWY_INLINE void attempt(Listed const& openers, Floats const* chance, Floats const* uniforms) {
    Floats first[day_parts];
    chances_of_first(day_parts, chance, first);
    Mask yet = in_every_lane(false);
    for (std::size_t p = 0; p < day_parts; ++p) {
        Mask const made = uniforms[p] < select(yet, chance[p], first[p]);
        openers.set(openers.block.attempted[p], select(made, Floats(1.0F), Floats(0.0F)));
        yet = yet | made;
    }
}

/// On day 0: each day-part by itself; without any, the one that came nearest, the earliest of
/// equals.
HWY_INLINE void attempt_on_installing(Listed const& openers, Floats const* chance,
                                      Floats const* uniforms) {
    Floats nearest = chance[0] - uniforms[0];
    for (std::size_t p = 1; p < day_parts; ++p) {
        nearest = greater(nearest, chance[p] - uniforms[p]);
    }
    Mask yet = in_every_lane(false);
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats const lead = chance[p] - uniforms[p];
        Mask const made = (lead > 0.0F) | ((nearest <= 0.0F) & (lead >= nearest) & !yet);
        openers.set(openers.block.attempted[p], select(made, Floats(1.0F), Floats(0.0F)));
        yet = yet | made;
    }
}

/// Step 3, but for what becomes of the attempts.
HWY_NOINLINE void step_attempts(Block& block, int day) {
    list_openers(block, day);
    block.bring(block.openers, block.programme.of_openers.attempts);
    for_listed(block, block.openers, [&](Listed const& openers) {
        auto const drawn = words(openers, day, purpose_of(Purpose::attempts));
        Floats chance[day_parts];
        Floats uniforms[day_parts];
        for (std::size_t p = 0; p < day_parts; ++p) {
            chance[p] = logistic(openers(block.programme.rows.attempt_eta + p));
            uniforms[p] = uniform(drawn[p]);
        }
        day == 0 ? attempt_on_installing(openers, chance, uniforms)
                 : attempt(openers, chance, uniforms);
    });
}

} // namespace agents::HWY_NAMESPACE
