#include "agents/day/any_of.hpp"
#include "agents/day/block.hpp"

#include <algorithm>
#include <tuple>

namespace agents {

namespace {

bool prompted_today(Block const& block, std::size_t slot) {
    float prompts = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        prompts += block.row(block.programme.layout.prompted + p)[slot];
    }
    return prompts > 0.0F;
}

bool exposed(Block const& block, Exposure exposure, std::size_t slot) {
    switch (exposure) {
    case Exposure::every_day:
        return true;
    case Exposure::use:
        return block.used[slot] > 0.0F;
    case Exposure::prompt:
        return prompted_today(block, slot);
    case Exposure::failed_attempt:
        return block.failed[slot] > 0.0F;
    case Exposure::goal_reached:
        return block.row(block.programme.rows.goal_flag)[slot] > 0.0F;
    }
    return false;
}

struct Happening {
    std::size_t slot = 0;
    std::size_t event = 0;
};
using Happenings = std::vector<Happening>;

/// Odds that something happens today of what everybody is exposed to. @param odds  shape (count)
void odds_of_any_event(Block& block, float* odds) {
    auto const& programme = block.programme;
    float* const eta = block.scratch[1].data();
    std::copy_n(block.row(programme.rows.lasting_odds), block.count, odds);
    for (auto m = programme.changing_events.rbegin(); m != programme.changing_events.rend(); ++m) {
        block.all_day(programme.events[*m].chance, eta);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            odds[i] = odds_of_any(core::exp(hold_eta(eta[i])), odds[i]);
        }
    }
}

float chance_of(Block const& block, std::size_t m, std::size_t slot) {
    return core::logistic(hold_eta(block.all_day(block.programme.events[m].chance, slot)));
}

/// Which of the events that everybody is exposed to, given that there is at least one.
void happen_on(Block const& block, int day, std::size_t slot, Happenings& happenings) {
    auto const& events = block.programme.events_of_everyone;
    std::vector<float> chances;
    for (auto const m : events) {
        chances.push_back(chance_of(block, m, slot));
    }
    std::vector<float> first(chances.size());
    chances_of_first(chances, first);
    bool any = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const words = block.words(slot, day, purpose_of(Purpose::events, events[i] / 4));
        if (core::uniform(words[events[i] % 4]) < (any ? chances[i] : first[i])) {
            happenings.push_back({slot, events[i]});
            any = true;
        }
    }
}

void happen_to_all(Block& block, int day, Happenings& happenings) {
    if (block.programme.events_of_everyone.empty()) {
        return;
    }
    float* const odds = block.scratch[0].data();
    odds_of_any_event(block, odds);
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        if (below_odds(core::uniform(block.day_words[3][slot]), odds[slot])) {
            happen_on(block, day, slot, happenings);
        }
    }
}

/// Events that few are exposed to, for one slot. @param events  ascending
void happen_to(Block const& block, int day, std::size_t slot,
               std::vector<std::size_t> const& events, Happenings& happenings) {
    auto const& rules = block.programme.events;
    std::size_t drawn = rules.size();
    core::philox::Words words{};
    for (auto const m : events) {
        if (!exposed(block, rules[m].exposure, slot)) {
            continue;
        }
        if (m / 4 != drawn) {
            drawn = m / 4;
            words = block.words(slot, day, purpose_of(Purpose::events, drawn));
        }
        if (core::uniform(words[m % 4]) < chance_of(block, m, slot)) {
            happenings.push_back({slot, m});
        }
    }
}

} // namespace

void step_events(Block& block, int day) {
    auto const& programme = block.programme;
    // Every chance is read before any jump, so that the order of events does not decide who is
    // exposed to what.
    Happenings happenings;
    happen_to_all(block, day, happenings);
    for (auto const slot : block.openers) {
        happen_to(block, day, slot, programme.events_of_openers, happenings);
    }
    if (!programme.events_of_some.empty()) {
        for (std::size_t slot = 0; slot < block.count; ++slot) {
            happen_to(block, day, slot, programme.events_of_some, happenings);
        }
    }
    // Bounds make the order of jumps matter to a user: it is that of the theory.
    std::sort(happenings.begin(), happenings.end(), [](Happening const& a, Happening const& b) {
        return std::tie(a.slot, a.event) < std::tie(b.slot, b.event);
    });
    for (auto const& [slot, m] : happenings) {
        for (auto const& [r, size] : programme.events[m].jumps) {
            block.row(r)[slot] = core::hold_unit(block.row(r)[slot] + size);
        }
    }
    for (auto const& happening : happenings) {
        block.refresh_alliance(happening.slot, happening.slot + 1);
    }
}

} // namespace agents
