// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Event m as a bit of its word.
[[nodiscard]] inline std::uint32_t bit_of(std::size_t event) {
    return std::uint32_t{1} << (event % 32);
}

/// Whether somebody who may not have opened the app is exposed today.
/// @param prompts  sent today
template <class View, class F>
[[nodiscard]] HWY_INLINE auto exposed(View const& view, Exposure exposure, F prompts) {
    F const none = 0.0F;
    switch (exposure) {
    case Exposure::prompt:
        return prompts > none;
    case Exposure::goal_reached:
        return view(view.block.programme.rows.goal_flag) > none;
    case Exposure::every_day:
    case Exposure::use:
    case Exposure::failed_attempt:
        break;
    }
    return none <= none;
}

/// Odds that something happens today of what anybody may meet, whether they open the app or not.
template <class View>
[[nodiscard]] HWY_INLINE Floats odds_of_any_event(View const& view, Floats prompts) {
    auto const& programme = view.block.programme;
    Floats odds = view(programme.rows.lasting_odds);
    for (auto m = programme.changing_events.rbegin(); m != programme.changing_events.rend(); ++m) {
        auto const& event = programme.events[*m];
        Mask const who = exposed(view, event.exposure, prompts);
        if (any(who)) {
            Floats const one = exp(hold_eta(all_day(event.chance, view)));
            odds = select(who, odds_of_any(one, odds), odds);
        }
    }
    return odds;
}

/// To whom something happens of what anybody may meet.
template <class View>
[[nodiscard]] HWY_INLINE Mask anything_happens(View const& view, Floats of_event, Floats prompts) {
    return present(view) & below_odds(of_event, odds_of_any_event(view, prompts));
}

/// What, given that there is something. Few meet any, so one user at a time will do.
inline void meet_some(OneListed const& one, std::uint32_t* met) {
    Block& block = one.block;
    auto const& programme = block.programme;
    auto const& events = programme.events_of_anybody;
    float const prompts = one(programme.rows.prompts_today);
    float* const chance = block.work->chances.data();
    float* const first = chance + events.size();
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const& event = programme.events[events[i]];
        chance[i] = exposed(one, event.exposure, prompts)
                        ? logistic(hold_eta(all_day(event.chance, one)))
                        : 0.0F;
    }
    chances_of_first(events.size(), chance, first);
    std::size_t drawn = programme.events.size(); // group of four events whose words are at hand
    core::philox::Words group{};
    bool any_yet = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::size_t const m = events[i];
        if (chance[i] > 0.0F && m / 4 != drawn) {
            drawn = m / 4;
            group = words_of_one(block, one.user(), purpose_of(Purpose::events, drawn));
        }
        if (uniform(group[m % 4]) < (any_yet ? chance[i] : first[i])) {
            met[m / 32 * tile_slots] |= bit_of(m);
            any_yet = true;
        }
    }
}

/// What anybody may meet.
HWY_INLINE void meet_anybody(Listed const& view, Mask whom) {
    for_each_set(whom, [&](std::size_t lane) {
        meet_some({view.block, view.list, lane}, view.block.work->met.data() + lane);
    });
}

[[nodiscard]] HWY_INLINE Floats chance_of(Programme::EventRule const& event,
                                          Listed const& openers) {
    return event.chance_lasts ? fixed_part(event.chance, openers)
                              : logistic(hold_eta(all_day(event.chance, openers)));
}

/// What only who opens the app may meet; words are drawn only where they decide.
HWY_INLINE void meet_openers(Listed const& openers, Use const& use) {
    Block& block = openers.block;
    auto const& rules = block.programme.events;
    std::size_t drawn = rules.size(); // group of four events whose words are at hand
    WordsOfMany group{};
    for (auto const m : block.programme.events_of_openers) {
        bool const of_use = rules[m].exposure == Exposure::use;
        Mask const who = present(openers) & (of_use ? use.used : use.failed > 0.0F);
        if (!any(who)) {
            continue;
        }
        if (m / 4 != drawn) {
            drawn = m / 4;
            group = words(openers, purpose_of(Purpose::events, drawn));
        }
        Mask const meets = who & (uniform(group[m % 4]) < chance_of(rules[m], openers));
        std::uint32_t* const met = block.work->met.data() + m / 32 * tile_slots;
        store(load(met) | where(meets, Words(bit_of(m))), met);
    }
}

/// Jumps of what has been met, in the theory's order: bounds make the order matter.
HWY_INLINE void jump(Listed const& view) {
    auto const& programme = view.block.programme;
    for (std::size_t m = 0; m < programme.events.size(); ++m) {
        Words const met = load(view.block.work->met.data() + m / 32 * tile_slots);
        Mask const who = share_bits(met, Words(bit_of(m)));
        if (!any(who)) {
            continue;
        }
        for (auto const& [r, size] : programme.events[m].jumps) {
            Floats const state = view(r);
            view.set(r, select(who, hold_unit(state + size), state));
        }
    }
    refresh_alliance(view);
}

HWY_INLINE void nothing_met(Block& block) {
    std::fill(block.work->met.begin(), block.work->met.end(), 0U);
}

/// Step 5, the events of who opens the app. Every chance is read before any jump, so that the order
/// of events does not decide who is exposed to what.
HWY_INLINE void meet_with_app(Listed const& openers, Use const& use) {
    auto const& programme = openers.block.programme;
    if (programme.events.empty()) {
        return;
    }
    nothing_met(openers.block);
    meet_anybody(openers, anything_happens(openers, openers(programme.rows.of_event),
                                           openers(programme.rows.prompts_today)));
    meet_openers(openers, use);
    jump(openers);
}

/// Step 5, the events of who does not.
HWY_INLINE void meet_without_app(Listed const& eventful) {
    nothing_met(eventful.block);
    meet_anybody(eventful, present(eventful));
    jump(eventful);
}

} // namespace agents::HWY_NAMESPACE
