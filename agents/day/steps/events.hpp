// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

inline void meet(Block& block, std::size_t slot, std::size_t event) {
    block.met[slot * block.words_of_events + event / 64] |= std::uint64_t{1} << (event % 64);
}

/// Odds that something happens today of what everybody is exposed to.
HWY_INLINE Floats odds_of_any_event(Neighbours const& here) {
    auto const& programme = here.block.programme;
    Floats odds = here(programme.rows.lasting_odds);
    for (auto m = programme.changing_events.rbegin(); m != programme.changing_events.rend(); ++m) {
        odds = odds_of_any(exp(hold_eta(all_day(programme.events[*m].chance, here))), odds);
    }
    return odds;
}

/// Which of the events that everybody is exposed to, given that there is at least one. Few meet
/// any, so one user at a time will do.
inline void meet_some(OneSlot const& one, int day) {
    Block& block = one.block;
    auto const& events = block.programme.events_of_everyone;
    float* const chance = block.chances.data();
    float* const first = chance + events.size();
    for (std::size_t i = 0; i < events.size(); ++i) {
        chance[i] = logistic(hold_eta(all_day(block.programme.events[events[i]].chance, one)));
    }
    chances_of_first(events.size(), chance, first);
    bool any_yet = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const drawn = words(one, day, purpose_of(Purpose::events, events[i] / 4));
        if (uniform(drawn[events[i] % 4]) < (any_yet ? chance[i] : first[i])) {
            meet(block, one.slot, events[i]);
            any_yet = true;
        }
    }
}

/// Of the slots of a view, those exposed.
template <class View>
HWY_INLINE Mask exposed(View const& view, Exposure exposure) {
    auto const& rows = view.block.programme.rows;
    switch (exposure) {
    case Exposure::use:
        return view(rows.used) > 0.0F;
    case Exposure::failed_attempt:
        return view(rows.failed) > 0.0F;
    case Exposure::goal_reached:
        return view(rows.goal_flag) > 0.0F;
    case Exposure::prompt: {
        Floats prompts = 0.0F;
        for (std::size_t p = 0; p < day_parts; ++p) {
            prompts = prompts + view(view.block.programme.layout.prompted + p);
        }
        return prompts > 0.0F;
    }
    case Exposure::every_day:
        break;
    }
    return in_every_lane(true);
}

/// Events that only some are exposed to, looked at in the slots of a view; their words are drawn
/// only where they decide. Calls meets(mask, event). @param events  ascending
template <class View, class Meets>
HWY_INLINE void meet_exposed(View const& view, int day, std::vector<std::size_t> const& events,
                             Meets const& meets) {
    auto const& rules = view.block.programme.events;
    std::size_t drawn = rules.size(); // group of four events whose words are at hand
    WordsOfMany group{};
    for (auto const m : events) {
        Mask const who = exposed(view, rules[m].exposure);
        if (!any(who)) {
            continue;
        }
        if (m / 4 != drawn) {
            drawn = m / 4;
            group = words(view, day, purpose_of(Purpose::events, drawn));
        }
        Floats const chance = logistic(hold_eta(all_day(rules[m].chance, view)));
        meets(who & (uniform(group[m % 4]) < chance), m);
    }
}

/// What everybody is exposed to.
inline void meet_anybody(Block& block, int day) {
    if (block.programme.events_of_everyone.empty()) {
        return;
    }
    for_all(block, [&](Neighbours const& here) {
        Mask const eventful =
            below_odds(uniform(here(block.day_words[2])), odds_of_any_event(here));
        for_each_set(eventful, block.count - here.first, [&](std::size_t lane) {
            meet_some({block, here.first + lane}, day);
        });
    });
}

/// What those on a list may be exposed to.
inline void meet_listed(Block& block, List const& list, int day,
                        std::vector<std::size_t> const& events) {
    for_listed(block, list, [&](Listed const& view) {
        meet_exposed(view, day, events, [&](Mask who, std::size_t m) {
            for_each_set(who, list.count - view.first,
                         [&](std::size_t lane) { meet(block, list.slots[view.first + lane], m); });
        });
    });
}

/// What follows a prompt of today or a goal of yesterday.
inline void meet_prompted(Block& block, int day) {
    auto const& programme = block.programme;
    if (programme.events_of_some.empty()) {
        return;
    }
    block.listed.count = 0;
    for_all(block, [&](Neighbours const& here) {
        Mask who = in_every_lane(false);
        for (auto const m : programme.events_of_some) {
            who = who | exposed(here, programme.events[m].exposure);
        }
        add_set(who, here, block.listed);
    });
    block.bring(block.listed, programme.rows_of_some);
    meet_listed(block, block.listed, day, programme.events_of_some);
}

/// Jumps in the theory's order: bounds make the order matter.
inline void jump(Block& block, std::size_t slot) {
    std::uint64_t* const met = block.met.data() + slot * block.words_of_events;
    for (std::size_t w = 0; w < block.words_of_events; ++w) {
        for (; met[w] != 0; met[w] &= met[w] - 1) {
            std::size_t const m = 64 * w + static_cast<std::size_t>(std::countr_zero(met[w]));
            for (auto const& [r, size] : block.programme.events[m].jumps) {
                float& state = block.row(r)[slot];
                state = hold_unit(state + size);
            }
        }
    }
}

/// To whom something happens.
inline void list_met(Block& block) {
    auto& listed = block.listed;
    listed.count = 0;
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        std::uint64_t met = 0;
        for (std::size_t w = 0; w < block.words_of_events; ++w) {
            met |= block.met[slot * block.words_of_events + w];
        }
        if (met != 0) {
            listed.add(static_cast<std::uint32_t>(slot), block.user[slot]);
        }
    }
}

/// Step 5, the events. Every chance is read before any jump, so that the order of events does not
/// decide who is exposed to what.
HWY_NOINLINE void step_events(Block& block, int day) {
    auto const& programme = block.programme;
    if (programme.events.empty()) {
        return;
    }
    meet_anybody(block, day);
    block.bring(block.openers, programme.of_openers.events);
    meet_listed(block, block.openers, day, programme.events_of_openers);
    meet_prompted(block, day);
    list_met(block);
    for (std::size_t n = 0; n < block.listed.count; ++n) {
        jump(block, block.listed.slots[n]);
    }
    block.bring(block.listed, programme.rows_of_subthemes);
    for_listed(block, block.listed, [](Listed const& view) { refresh_alliance(view); });
    block.put_back(block.listed, programme.rows_of_alliance);
}

} // namespace agents::HWY_NAMESPACE
