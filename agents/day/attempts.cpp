#include "agents/day/any_of.hpp"
#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

/// eta of an attempt in one day-part for all slots. @param common  that of the day, shape (count)
void etas(Block const& block, std::size_t p, float const* common, float* eta) {
    auto const& engagement = block.programme.engagement;
    float const offset = engagement.offset[p];
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        eta[i] = common[i] + offset;
    }
    for (auto const& [r, weight] : engagement.by_day_part) {
        float const* const values = block.row(r + p);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            eta[i] += weight * values[i];
        }
    }
}

float chance(Block const& block, std::size_t p, std::size_t slot, float common) {
    return core::logistic(
        hold_eta(common + block.in_day_part(block.programme.engagement, p, slot)));
}

/// Who installs an app opens it: without an attempt, the day-part that came nearest to one has it.
void open_on_installing(Block& block, std::size_t slot, float common) {
    auto const words = block.words(slot, 0, purpose_of(Purpose::attempts));
    PerDayPart<float> lead{};
    bool any = false;
    for (std::size_t p = 0; p < day_parts; ++p) {
        lead[p] = chance(block, p, slot, common) - core::uniform(words[p]);
        any = any || lead[p] > 0.0F;
    }
    auto const nearest = std::max_element(lead.begin(), lead.end()) - lead.begin();
    for (std::size_t p = 0; p < day_parts; ++p) {
        bool const attempted = any ? lead[p] > 0.0F : p == static_cast<std::size_t>(nearest);
        block.attempted[p * block.stride() + slot] = attempted ? 1 : 0;
    }
}

/// In which day-parts, given that there is at least one.
void open_on(Block& block, int day, std::size_t slot, float common) {
    auto const words = block.words(slot, day, purpose_of(Purpose::attempts));
    PerDayPart<float> chances{};
    for (std::size_t p = 0; p < day_parts; ++p) {
        chances[p] = chance(block, p, slot, common);
    }
    PerDayPart<float> first{};
    chances_of_first(chances, first);
    bool any = false;
    for (std::size_t p = 0; p < day_parts; ++p) {
        bool const attempted = core::uniform(words[p]) < (any ? chances[p] : first[p]);
        block.attempted[p * block.stride() + slot] = attempted ? 1 : 0;
        any = any || attempted;
    }
}

/// Odds of at least one attempt today. @param odds  shape (count)
void odds_of_opening(Block& block, float const* common, float* odds) {
    float* const eta = block.scratch[2].data();
    std::fill_n(odds, block.count, 0.0F);
    for (std::size_t p = day_parts; p-- > 0;) {
        etas(block, p, common, eta);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            odds[i] = odds_of_any(core::exp(hold_eta(eta[i])), odds[i]);
        }
    }
}

} // namespace

void step_attempts(Block& block, int day) {
    float* const common = block.scratch[0].data();
    float* const odds = block.scratch[1].data();
    block.all_day(block.programme.engagement, common);
    odds_of_opening(block, common, odds);
    std::fill(block.attempted.begin(), block.attempted.end(), std::uint8_t{0});
    block.openers.clear();
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        bool const opens =
            day == 0 || below_odds(core::uniform(block.day_words[2][slot]), odds[slot]);
        block.tried[slot] = opens ? 1.0F : 0.0F;
        if (opens) {
            block.openers.push_back(static_cast<std::uint32_t>(slot));
        }
    }
    for (auto const slot : block.openers) {
        day == 0 ? open_on_installing(block, slot, common[slot])
                 : open_on(block, day, slot, common[slot]);
    }
}

} // namespace agents
