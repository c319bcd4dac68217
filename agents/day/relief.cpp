#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

void relieve(Block& block) {
    auto const& programme = block.programme;
    float const* const used = block.used.data();
    float const* const quality_sum = block.quality_sum.data();
    float const* const idle = block.row(programme.layout.idle_days);
    float const* const goals = block.row(programme.layout.component(programme.goals_component));
    float* const ever_used = block.row(programme.rows.ever_used);
    float* const distress = block.row(programme.layout.distress);
    float const per_session = programme.relief_per_session;
    float const from_goals = programme.relief_from_goals;
    float const practice_days = programme.practice_days;
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        ever_used[i] = std::max(ever_used[i], used[i]);
        float const since_use = used[i] > 0.0F ? 0.0F : idle[i] + 1.0F;
        float const practising = since_use <= practice_days ? ever_used[i] : 0.0F;
        distress[i] = core::hold_unit(distress[i] - per_session * quality_sum[i] -
                                      from_goals * goals[i] * practising);
    }
}

void progress(Block& block) {
    auto const& programme = block.programme;
    float const* const goals = block.row(programme.layout.component(programme.goals_component));
    float* const made = block.row(programme.layout.goal_progress);
    float* const reached = block.row(programme.layout.goals_reached);
    float* const flag = block.row(programme.rows.goal_flag);
    std::fill_n(flag, block.count, 0.0F);
    for (auto const slot : block.openers) {
        if (block.used[slot] > 0.0F) {
            made[slot] += programme.goal_progress * goals[slot];
        }
        if (made[slot] >= 1.0F) {
            made[slot] = 0.0F;
            reached[slot] += 1.0F;
            flag[slot] = 1.0F;
        }
    }
}

void form_habit(Block& block) {
    auto const& programme = block.programme;
    float const* const used = block.used.data();
    float* const habit = block.row(programme.layout.habit);
    float* const idle = block.row(programme.layout.idle_days);
    float* const novelty = block.row(programme.layout.novelty);
    float const gain = programme.habit_gain;
    float const loss = programme.habit_loss;
    float const novelty_kept = 1.0F - programme.novelty_decay;
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        float const grown = habit[i] + gain * (1.0F - habit[i]);
        float const lost = habit[i] * (1.0F - loss);
        habit[i] = used[i] > 0.0F ? grown : lost;
        idle[i] = used[i] > 0.0F ? 0.0F : idle[i] + 1.0F;
        novelty[i] *= novelty_kept;
    }
}

void tire_of_prompts(Block& block) {
    auto const& programme = block.programme;
    if (programme.prompts.policy == PromptPolicy::none) {
        return; // fatigue and ignored prompts stay zero
    }
    float* const ignored = block.scratch[0].data();
    std::fill_n(ignored, block.count, 0.0F);
    for (std::size_t p = 0; p < day_parts; ++p) {
        float const* const prompted = block.row(programme.layout.prompted + p);
        std::uint8_t const* const attempted = block.attempted.data() + p * block.stride();
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            ignored[i] += attempted[i] != 0 ? 0.0F : prompted[i];
        }
    }
    float* const fatigue = block.row(programme.layout.prompt_fatigue);
    float* const in_a_row = block.row(programme.rows.ignored_in_a_row);
    float const* const tried = block.tried.data();
    float const kept = 1.0F - programme.fatigue_decay;
    float const gain = programme.fatigue_per_ignored;
#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        fatigue[i] = fatigue[i] * kept + gain * ignored[i];
        in_a_row[i] = tried[i] > 0.0F ? 0.0F : in_a_row[i] + ignored[i];
    }
}

} // namespace

void step_relief(Block& block) {
    relieve(block);
    progress(block);
    form_habit(block);
    tire_of_prompts(block);
}

} // namespace agents
