#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

void step_calendar(Block& block, int day) {
    auto const& layout = block.programme.layout;
    auto const today = static_cast<float>(day);
    std::fill_n(block.row(layout.days_since_install), block.count, today);

    float const* const weekday = block.row(block.programme.rows.weekday);
    float const* const care_starts = block.row(block.programme.rows.care_starts);
    float* const weekend = block.row(layout.weekend);
    float* const waiting_list_over = block.row(layout.waiting_list_over);
    auto const shift = static_cast<float>(day % 7);
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        float const shifted = weekday[i] + shift;
        float const weekday_today = shifted >= 7.0F ? shifted - 7.0F : shifted;
        weekend[i] = weekday_today >= 5.0F ? 1.0F : 0.0F;
        waiting_list_over[i] = today >= care_starts[i] ? 1.0F : 0.0F;
    }
}

void step_distress(Block& block, int day) {
    auto const& programme = block.programme;
    block.words_of_all(day, purpose_of(Purpose::day), block.day_words);

    std::uint32_t const* const word = block.day_words[0].data();
    float const* const level = block.row(programme.rows.level);
    float* const distress = block.row(programme.layout.distress);
    float const recovery = programme.recovery[static_cast<std::size_t>(day)];
    float const reversion = programme.reversion;
    float const noise = programme.distress_noise;
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        float const z = core::normal_quantile(core::uniform(word[i]));
        float const pull = reversion * (level[i] * recovery - distress[i]);
        distress[i] = core::hold_unit(distress[i] + pull + noise * z);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        float const* const profile = block.row(programme.rows.profile + p);
        float* const need = block.row(programme.layout.need + p);
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            need[i] = core::hold_unit(distress[i] * profile[i]);
        }
    }
}

} // namespace agents
