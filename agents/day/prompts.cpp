#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Whether the policy would prompt in this day-part, cap and back-off aside.
bool wants(Block const& block, Prompts const& prompts, std::size_t day_part, std::size_t slot) {
    auto const& layout = block.programme.layout;
    switch (prompts.policy) {
    case PromptPolicy::none:
        return false;
    case PromptPolicy::fixed:
        return true;
    case PromptPolicy::random:
        return core::uniform(block.scratch_words[day_part][slot]) <
               static_cast<float>(prompts.probability);
    case PromptPolicy::on_need:
        return block.row(layout.need + day_part)[slot] >= static_cast<float>(prompts.threshold);
    case PromptPolicy::after_idle:
        return block.row(layout.idle_days)[slot] >= static_cast<float>(prompts.idle_days);
    }
    return false;
}

void prompt(Block& block, Prompts const& prompts, std::size_t slot) {
    auto const& programme = block.programme;
    float const ignored = block.row(programme.rows.ignored_in_a_row)[slot];
    bool const backed_off =
        prompts.stop_after_ignored > 0 && ignored >= static_cast<float>(prompts.stop_after_ignored);
    int sent = 0;
    for (std::size_t p = 0; p < day_parts; ++p) {
        bool const send = !backed_off && prompts.at[p] && sent < prompts.cap_a_day &&
                          wants(block, prompts, p, slot);
        block.row(programme.layout.prompted + p)[slot] = send ? 1.0F : 0.0F;
        sent += send ? 1 : 0;
    }
}

} // namespace

void step_prompts(Block& block, int day) {
    auto const& prompts = block.programme.prompts;
    if (prompts.policy == PromptPolicy::none) {
        return; // nobody is ever prompted: the rows stay zero
    }
    if (prompts.policy == PromptPolicy::random) {
        block.words_of_all(day, purpose_of(Purpose::prompts), block.scratch_words);
    }
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        prompt(block, prompts, slot);
    }
}

} // namespace agents
