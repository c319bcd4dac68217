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

/// The words of an event's group, drawn once for four events.
class WordsOfEvents {
public:
    HWY_INLINE Floats of(Listed const& view, std::size_t event) {
        if (event / 4 != group_) {
            group_ = event / 4;
            words_ = words(view, purpose_of(Purpose::events, group_));
        }
        return uniform(words_[event % 4]);
    }

private:
    std::size_t group_ = static_cast<std::size_t>(-1);
    WordsOfMany words_{};
};

/// Notes that the event happens to the users of the lanes set.
HWY_INLINE void meet(Listed const& view, std::size_t event, Mask who) {
    std::uint32_t* const met = view.block.work->met.data() + event / 32 * tile_slots;
    store(load(met) | where(who, Words(bit_of(event))), met);
}

/// What anybody may meet, given that there is something.
HWY_NOINLINE void meet_anybody(Listed const& view, Mask whom) {
    auto const& programme = view.block.programme;
    auto const& events = programme.events_of_anybody;
    Floats const prompts = view(programme.rows.prompts_today);
    float* const chance = view.block.work->chances.data();
    float* const first = chance + events.size() * tile_slots;
    Floats any_from_here = 0.0F;
    for (std::size_t i = events.size(); i-- > 0;) {
        auto const& event = programme.events[events[i]];
        Mask const who = exposed(view, event.exposure, prompts);
        Floats p = 0.0F;
        if (any(who)) {
            p = select(who, logistic(hold_eta(all_day(event.chance, view))), p);
        }
        any_from_here = p + (1.0F - p) * any_from_here;
        store(p, chance + i * tile_slots);
        store(chance_of_first(p, any_from_here), first + i * tile_slots);
    }
    WordsOfEvents drawn;
    Mask yet = in_every_lane(false);
    for (std::size_t i = 0; i < events.size(); ++i) {
        Floats const p = load(chance + i * tile_slots);
        if (any(p > 0.0F)) {
            Floats const threshold = select(yet, p, load(first + i * tile_slots));
            Mask const happens = whom & (drawn.of(view, events[i]) < threshold);
            meet(view, events[i], happens);
            yet = yet | happens;
        }
    }
}

[[nodiscard]] HWY_INLINE Floats chance_of(Programme::EventRule const& event,
                                          Listed const& openers) {
    return event.chance_lasts ? fixed_part(event.chance, openers)
                              : logistic(hold_eta(all_day(event.chance, openers)));
}

/// What only who opens the app may meet; words are drawn only where they decide.
HWY_INLINE void meet_openers(Listed const& openers, Use const& use) {
    auto const& rules = openers.block.programme.events;
    WordsOfEvents drawn;
    for (auto const m : openers.block.programme.events_of_openers) {
        bool const of_use = rules[m].exposure == Exposure::use;
        Mask const who = present(openers) & (of_use ? use.used : use.failed > 0.0F);
        if (any(who)) {
            meet(openers, m, who & (drawn.of(openers, m) < chance_of(rules[m], openers)));
        }
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
    Mask const whom = anything_happens(openers, openers(programme.rows.of_event),
                                       openers(programme.rows.prompts_today));
    if (any(whom)) {
        meet_anybody(openers, whom);
    }
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
