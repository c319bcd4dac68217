#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

/// P(attempt) in one day-part for all slots. @param common  eta of the day, shape (count)
void chances(Block const& block, std::size_t p, float const* common, float* chance) {
    auto const& engagement = block.programme.engagement;
    float const offset = engagement.offset[p];
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        chance[i] = common[i] + offset;
    }
    for (auto const& [r, weight] : engagement.by_day_part) {
        float const* const values = block.row(r + p);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            chance[i] += weight * values[i];
        }
    }
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        chance[i] = core::logistic(hold_eta(chance[i]));
    }
}

/// Who installs an app opens it: without an attempt, the day-part that came nearest to one has it.
void first_opening(Block& block, std::size_t slot, std::array<float, day_parts> const& nearness) {
    auto const nearest = std::max_element(nearness.begin(), nearness.end()) - nearness.begin();
    block.attempted[static_cast<std::size_t>(nearest) * block.stride() + slot] = 1;
}

void list_openers(Block& block) {
    block.openers.clear();
    std::uint8_t const* const a = block.attempted.data();
    std::size_t const stride = block.stride();
    for (std::size_t i = 0; i < block.count; ++i) {
        bool const any = (a[i] | a[i + stride] | a[i + 2 * stride] | a[i + 3 * stride]) != 0;
        block.tried[i] = any ? 1.0F : 0.0F;
        if (any) {
            block.openers.push_back(static_cast<std::uint32_t>(i));
        }
    }
}

} // namespace

void step_attempts(Block& block, int day) {
    block.words_of_all(day, purpose_of(Purpose::attempts), block.scratch_words);
    float* const common = block.scratch[0].data();
    float* const chance = block.scratch[1].data();
    block.all_day(block.programme.engagement, common);

    std::vector<std::array<float, day_parts>> nearness;
    if (day == 0) {
        nearness.resize(block.count);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        chances(block, p, common, chance);
        std::uint32_t const* const word = block.scratch_words[p].data();
        std::uint8_t* const attempted = block.attempted.data() + p * block.stride();
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            attempted[i] = core::uniform(word[i]) < chance[i] ? 1 : 0;
        }
        for (std::size_t i = 0; i < nearness.size(); ++i) {
            nearness[i][p] = chance[i] - core::uniform(word[i]);
        }
    }
    for (std::size_t i = 0; i < nearness.size(); ++i) {
        if (*std::max_element(nearness[i].begin(), nearness[i].end()) <= 0.0F) {
            first_opening(block, i, nearness[i]);
        }
    }
    list_openers(block);
}

} // namespace agents
