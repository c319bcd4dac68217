// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Who makes at least one attempt today, by one uniform. On day 0 everybody does: who installs an
/// app opens it.
/// @param eta  of engagement, is set; shape (day_parts)
HWY_INLINE Mask opens_app(Neighbours const& here, Floats of_attempt, Floats* eta) {
    auto const& engagement = here.block.programme.engagement;
    Floats const common = all_day(engagement, here);
    Floats odds = 0.0F;
    for (std::size_t p = day_parts; p-- > 0;) {
        eta[p] = hold_eta(common + in_day_part(engagement, p, here));
        odds = odds_of_any(exp(eta[p]), odds);
    }
    Mask const opens = here.block.day == 0 ? in_every_lane(true) : below_odds(of_attempt, odds);
    return opens & present(here);
}

/// In which day-parts. @param chance  P_p. @param uniforms  a day-part each
HWY_INLINE void attempt(Listed const& openers, Floats const* chance, Floats const* uniforms) {
    Floats first[day_parts];
    chances_of_first(day_parts, chance, first);
    Mask yet = in_every_lane(false);
    for (std::size_t p = 0; p < day_parts; ++p) {
        Mask const made = uniforms[p] < select(yet, chance[p], first[p]);
        openers.set(openers.block.work->attempted[p], select(made, Floats(1.0F), Floats(0.0F)));
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
        openers.set(openers.block.work->attempted[p], select(made, Floats(1.0F), Floats(0.0F)));
        yet = yet | made;
    }
}

/// Step 3, but for what becomes of the attempts.
HWY_INLINE void choose_day_parts(Listed const& openers) {
    auto const drawn = words(openers, purpose_of(Purpose::attempts));
    Floats chance[day_parts];
    Floats uniforms[day_parts];
    for (std::size_t p = 0; p < day_parts; ++p) {
        chance[p] = logistic(openers(openers.block.programme.rows.attempt_eta + p));
        uniforms[p] = uniform(drawn[p]);
    }
    openers.block.day == 0 ? attempt_on_installing(openers, chance, uniforms)
                           : attempt(openers, chance, uniforms);
}

} // namespace agents::HWY_NAMESPACE
