// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Which attempts get through. Words that decide nothing are not drawn.
HWY_INLINE void get_through(Listed const& openers, int day) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    Mask up = in_every_lane(true);
    if (programme.reliability < 1.0F) {
        auto const drawn = words(openers, day, purpose_of(Purpose::outage));
        up = uniform(drawn[0]) < programme.reliability;
    }
    WordsOfMany drawn{};
    if (!programme.always_available) {
        drawn = words(openers, day, purpose_of(Purpose::availability));
    }
    Floats attempts = 0.0F;
    Floats sessions = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats const attempted = openers(block.attempted[p]);
        Mask through = up;
        if (!programme.always_available) {
            through = through & (uniform(drawn[p]) < programme.availability[p]);
        }
        Floats const succeeded = select(through, attempted, Floats(0.0F));
        openers.set(block.succeeded[p], succeeded);
        attempts = attempts + attempted;
        sessions = sessions + succeeded;
    }
    openers.set(programme.rows.failed, attempts - sessions);
    openers.set(programme.rows.used, select(sessions > 0.0F, Floats(1.0F), Floats(0.0F)));
}

/// The day's sessions, in the order of day-parts.
HWY_INLINE void sit(Listed const& openers, int day) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const drawn = words(openers, day, purpose_of(Purpose::quality));
    Floats const eta = all_day(programme.quality, openers);
    Floats expectation = openers(layout.expectation);
    Floats disappointment =
        openers(layout.disappointment) * (1.0F - programme.disappointment_decay);
    Floats qualities = 0.0F;
    Floats surprises = 0.0F;
    Floats sessions = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats const session = openers(block.succeeded[p]);
        Mask const sits = session > 0.0F;
        if (!any(sits)) {
            continue;
        }
        Floats const z = normal_quantile(uniform(drawn[p]));
        Floats const meant = logistic(hold_eta(eta + in_day_part(programme.quality, p, openers)));
        Floats const quality = hold_unit(meant + programme.quality_noise * z);
        Floats const surprise = quality - expectation;
        expectation = select(sits, hold_unit(expectation + programme.expectation_rate * surprise),
                             expectation);
        disappointment =
            select(sits, disappointment + greater(Floats(0.0F), -surprise), disappointment);
        qualities = select(sits, qualities + quality, qualities);
        surprises = select(sits, surprises + surprise, surprises);
        sessions = sessions + session;
    }
    openers.set(layout.expectation, expectation);
    openers.set(layout.disappointment,
                disappointment + programme.failed_attempt_penalty * openers(programme.rows.failed));
    openers.set(programme.rows.quality_sum, qualities);
    openers.set(programme.rows.surprise,
                select(sessions > 0.0F, surprises / sessions, Floats(0.0F)));
}

/// Step 4. The quality of today's sessions reads the state as it was when the step began, before
/// disappointment decays.
HWY_NOINLINE void step_sessions(Block& block, int day) {
    auto const& programme = block.programme;
    auto const& rows = programme.rows;
    auto const disappointment = programme.layout.disappointment;
    block.bring(block.openers, programme.of_openers.sessions);
    for_listed(block, block.openers, [&](Listed const& openers) {
        get_through(openers, day);
        sit(openers, day);
    });
    float const kept = 1.0F - programme.disappointment_decay;
    for_all(block, [&](Neighbours const& here) {
        here.set(disappointment, here(disappointment) * kept);
        for (std::size_t const row : {rows.used, rows.failed, rows.quality_sum}) {
            here.set(row, Floats(0.0F));
        }
    });
    block.put_back(block.openers, programme.of_openers.after_sessions);
}

} // namespace agents::HWY_NAMESPACE
