#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Sum of the hazards of all causes [1/day]. @param total  shape (count)
void total_hazard(Block& block, float* total) {
    float* const eta = block.scratch[1].data();
    std::fill_n(total, block.count, 0.0F);
    for (auto const& cause : block.programme.causes) {
        block.all_day(cause, eta);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            total[i] += core::exp(hold_eta(eta[i]));
        }
    }
}

/// Which of the competing causes it was: each in proportion to its hazard.
std::size_t cause_of(Block const& block, int day, std::size_t slot, float total) {
    auto const& causes = block.programme.causes;
    float const share =
        core::uniform(block.words(slot, day, purpose_of(Purpose::cause))[0]) * total;
    float sum = 0.0F;
    for (std::size_t c = 0; c + 1 < causes.size(); ++c) {
        sum += core::exp(hold_eta(block.all_day(causes[c], slot)));
        if (share < sum) {
            return c;
        }
    }
    return causes.size() - 1;
}

} // namespace

void step_leaving(Block& block, int day, Outcomes& outcomes) {
    float* const total = block.scratch[0].data();
    total_hazard(block, total);
    std::uint32_t const* const word = block.day_words[1].data();
    std::uint8_t* const leaving = block.leaving.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        float const stays = core::exp(-std::min(total[i], 80.0F));
        leaving[i] = core::uniform(word[i]) < 1.0F - stays ? 1 : 0;
    }
    for (std::size_t i = 0; i < block.count; ++i) {
        if (leaving[i] != 0) {
            outcomes.leave_day[block.user[i]] = static_cast<std::int16_t>(day);
            outcomes.cause[block.user[i]] =
                static_cast<std::uint8_t>(cause_of(block, day, i, total[i]));
        }
    }
    std::copy_n(block.used.begin(), block.count, block.row(block.programme.layout.used_yesterday));
}

} // namespace agents
