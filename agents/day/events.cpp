#include "agents/day/block.hpp"

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

void find_happenings(Block const& block, int day, std::size_t m, std::size_t slot,
                     std::vector<Happening>& happenings) {
    auto const& event = block.programme.events[m];
    if (!exposed(block, event.exposure, slot)) {
        return;
    }
    float const chance = core::logistic(hold_eta(block.all_day(event.chance, slot)));
    auto const words = block.words(slot, day, purpose_of(Purpose::events, m / 4));
    if (core::uniform(words[m % 4]) < chance) {
        happenings.push_back({slot, m});
    }
}

/// Only who tried to open the app can have used it or failed to.
bool needs_an_attempt(Exposure exposure) {
    return exposure == Exposure::use || exposure == Exposure::failed_attempt;
}

} // namespace

void step_events(Block& block, int day) {
    auto const& programme = block.programme;
    // Every chance is read before any jump, so that the order of events does not decide who is
    // exposed to what.
    std::vector<Happening> happenings;
    for (std::size_t m = 0; m < programme.events.size(); ++m) {
        if (needs_an_attempt(programme.events[m].exposure)) {
            for (auto const slot : block.openers) {
                find_happenings(block, day, m, slot, happenings);
            }
        } else {
            for (std::size_t slot = 0; slot < block.count; ++slot) {
                find_happenings(block, day, m, slot, happenings);
            }
        }
    }
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
