// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Event m as a bit of its word.
[[nodiscard]] inline std::uint32_t bit_of(std::size_t event) {
    return std::uint32_t{1} << (event % 32);
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
            block.met[events[i] / 32][one.slot] |= bit_of(events[i]);
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
        for (auto& met : block.met_of_list) {
            view.set(met, Words(0U));
        }
        meet_exposed(view, day, events, [&](Mask who, std::size_t m) {
            auto& met = block.met_of_list[m / 32];
            view.set(met, view(met) | where(who, Words(bit_of(m))));
        });
    });
    for (std::size_t w = 0; w < block.met.size(); ++w) {
        for (std::size_t n = 0; n < list.count; ++n) {
            block.met[w][list.slots[n]] |= block.met_of_list[w][n];
        }
    }
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

/// To whom something happens, and what.
inline void list_met(Block& block) {
    auto& listed = block.listed;
    listed.count = 0;
    for_all(block, [&](Neighbours const& here) {
        Mask anything = in_every_lane(false);
        for (auto const& met : block.met) {
            anything = anything | share_bits(here(met), Words(~0U));
        }
        add_set(anything, here, listed);
    });
    for (std::size_t w = 0; w < block.met.size(); ++w) {
        for (std::size_t n = 0; n < listed.count; ++n) {
            block.met_of_list[w][n] = block.met[w][listed.slots[n]];
        }
        std::fill(block.met[w].begin(), block.met[w].end(), 0U);
    }
}

/// Jumps in the theory's order: bounds make the order matter.
HWY_INLINE void jump(Listed const& view) {
    auto const& events = view.block.programme.events;
    for (std::size_t m = 0; m < events.size(); ++m) {
        Mask const who = share_bits(view(view.block.met_of_list[m / 32]), Words(bit_of(m)));
        for (auto const& [r, size] : events[m].jumps) {
            Floats const state = view(r);
            view.set(r, select(who, hold_unit(state + size), state));
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
    block.bring(block.listed, programme.rows_of_subthemes);
    for_listed(block, block.listed, [](Listed const& view) {
        jump(view);
        refresh_alliance(view);
    });
    block.put_back(block.listed, programme.rows_of_subthemes);
    block.put_back(block.listed, programme.rows_of_alliance);
}

} // namespace agents::HWY_NAMESPACE
