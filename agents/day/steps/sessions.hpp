// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// What a day with the app was like.
struct Use {
    Floats failed;      ///< attempts
    Mask used;          ///< there was a session
    Floats quality_sum; ///< of the sessions
    Floats surprise;    ///< their mean
};

/// Which attempts get through. Words that decide nothing are not drawn.
HWY_INLINE void get_through(Listed const& openers, Use& use) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    Mask up = in_every_lane(true);
    if (programme.reliability < 1.0F) {
        auto const drawn = words(openers, purpose_of(Purpose::outage));
        up = uniform(drawn[0]) < programme.reliability;
    }
    WordsOfMany drawn{};
    if (!programme.always_available) {
        drawn = words(openers, purpose_of(Purpose::availability));
    }
    Floats attempts = 0.0F;
    Floats sessions = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats const attempted = openers(block.work->attempted[p]);
        Mask through = up;
        if (!programme.always_available) {
            through = through & (uniform(drawn[p]) < programme.availability[p]);
        }
        Floats const succeeded = select(through, attempted, Floats(0.0F));
        openers.set(block.work->succeeded[p], succeeded);
        attempts = attempts + attempted;
        sessions = sessions + succeeded;
    }
    use.failed = attempts - sessions;
    use.used = sessions > 0.0F;
}

/// Disappointment is partly forgotten before today's sessions.
template <class View>
[[nodiscard]] HWY_INLINE Floats disappointment_left(View const& view) {
    auto const& programme = view.block.programme;
    return view(programme.layout.disappointment) * (1.0F - programme.disappointment_decay);
}

/// The day's sessions, in the order of day-parts.
HWY_INLINE void sit(Listed const& openers, Use& use) {
    Block& block = openers.block;
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const drawn = words(openers, purpose_of(Purpose::quality));
    Floats const eta = all_day(programme.quality, openers);
    Floats expectation = openers(layout.expectation);
    Floats disappointment = disappointment_left(openers);
    Floats qualities = 0.0F;
    Floats surprises = 0.0F;
    Floats sessions = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats const session = openers(block.work->succeeded[p]);
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
                disappointment + programme.failed_attempt_penalty * use.failed);
    use.quality_sum = qualities;
    use.surprise = select(use.used, surprises / sessions, Floats(0.0F));
}

/// Step 4. The quality of today's sessions reads the state as it was when the step began, before
/// disappointment decays.
HWY_INLINE Use use_app(Listed const& openers) {
    Use use;
    get_through(openers, use);
    sit(openers, use);
    return use;
}

} // namespace agents::HWY_NAMESPACE
