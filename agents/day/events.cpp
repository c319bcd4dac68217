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

/// Events that everybody is exposed to, over all slots at once.
void happen_to_all(Block& block, int day, Happenings& happenings) {
    auto const& programme = block.programme;
    float* const chance = block.scratch[0].data();
    std::size_t drawn = programme.events.size(); // group of four events whose words are at hand
    for (auto const m : programme.events_of_everyone) {
        if (m / 4 != drawn) {
            drawn = m / 4;
            block.words_of_all(day, purpose_of(Purpose::events, drawn), block.scratch_words);
        }
        block.all_day(programme.events[m].chance, chance);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            chance[i] = core::logistic(hold_eta(chance[i]));
        }
        std::uint32_t const* const word = block.scratch_words[m % 4].data();
        for (std::size_t i = 0; i < block.count; ++i) {
            if (core::uniform(word[i]) < chance[i]) {
                happenings.push_back({i, m});
            }
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
        float const chance = core::logistic(hold_eta(block.all_day(rules[m].chance, slot)));
        if (core::uniform(words[m % 4]) < chance) {
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
