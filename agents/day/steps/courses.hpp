// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// The words that everybody draws today, as uniforms.
struct Draws {
    Floats of_distress, of_leaving, of_attempt, of_event;
};

HWY_INLINE Draws draw(Neighbours const& here) {
    auto const drawn = words(here, purpose_of(Purpose::day));
    return {uniform(drawn[0]), uniform(drawn[1]), uniform(drawn[2]), uniform(drawn[3])};
}

/// Copies the users of the lanes set aside, as they are and with what is known of today.
HWY_INLINE Newcomers set_aside(Mask which, Neighbours const& here, List& list, Draws const& drawn,
                               Floats prompts) {
    auto const& programme = here.block.programme;
    auto const newcomers = copy_to(list, which, here, programme.copied.read);
    newcomers.set(programme.rows.prompts_today, prompts);
    newcomers.set(programme.rows.of_leaving, drawn.of_leaving);
    newcomers.set(programme.rows.of_event, drawn.of_event);
    return newcomers;
}

/// Steps 0 to 3: who opens the app is set aside.
HWY_INLINE Mask begin_day(Neighbours const& here, Draws const& drawn, Floats& prompts) {
    Block& block = here.block;
    keep_calendar(here);
    change_stages(here);
    feel(here, drawn.of_distress);
    prompts = prompt(here);
    Floats eta[day_parts];
    Mask const opens = opens_app(here, drawn.of_attempt, eta);
    if (any(opens)) {
        auto const newcomers = set_aside(opens, here, block.work->openers, drawn, prompts);
        for (std::size_t p = 0; p < day_parts; ++p) {
            newcomers.set(block.programme.rows.attempt_eta + p, eta[p]);
        }
        count_in(newcomers);
    }
    return opens;
}

/// The day of who does not open the app. It passes over everybody: who opens the app has been set
/// aside before, and to whom something happens is, before it goes on.
HWY_NOINLINE void live_quietly(Neighbours const& here, Outcomes& outcomes) {
    Block& block = here.block;
    auto const& programme = block.programme;
    Draws const drawn = draw(here);
    Floats prompts;
    Mask const opens = begin_day(here, drawn, prompts);
    here.set(programme.layout.disappointment, disappointment_left(here));
    fade(here);
    Mask quiet = present(here) & !opens;
    if (!programme.events_of_anybody.empty()) {
        Mask const eventful = anything_happens(here, drawn.of_event, prompts) & quiet;
        if (any(eventful)) {
            count_in(set_aside(eventful, here, block.work->eventful, drawn, prompts));
            quiet = quiet & !eventful;
        }
    }
    close_without_app(here, prompts);
    add_to_sums(here, quiet);
    maybe_leave(here, drawn.of_leaving, 0.0F, quiet, outcomes);
}

/// The rest of the day of those to whom something happens.
HWY_NOINLINE void live_eventfully(Listed const& eventful, Outcomes& outcomes) {
    auto const& rows = eventful.block.programme.rows;
    Mask const all = present(eventful);
    open_seldom(eventful, eventful.block.day + 1);
    meet_without_app(eventful);
    close_seldom(eventful);
    close_without_app(eventful, eventful(rows.prompts_today));
    add_to_sums(eventful, all);
    maybe_leave(eventful, eventful(rows.of_leaving), 0.0F, all, outcomes);
    copy_back(eventful, eventful.block.programme.copied.changed);
}

/// The rest of the day of those who open the app.
HWY_NOINLINE void live_with_app(Listed const& openers, Outcomes& outcomes) {
    auto const& rows = openers.block.programme.rows;
    Mask const all = present(openers);
    open_seldom(openers, openers.block.day);
    choose_day_parts(openers);
    Use const use = use_app(openers);
    learn(openers, use);
    meet_with_app(openers, use);
    close_seldom(openers);
    close_with_app(openers, use);
    add_to_sums(openers, all);
    maybe_leave(openers, openers(rows.of_leaving), select(use.used, Floats(1.0F), Floats(0.0F)),
                all, outcomes);
    copy_back(openers, openers.block.programme.copied.changed);
}

} // namespace agents::HWY_NAMESPACE
