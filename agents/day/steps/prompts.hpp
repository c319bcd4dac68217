// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Whether the policy would prompt in this day-part, cap and back-off aside.
HWY_INLINE Mask wants(Neighbours const& here, std::size_t day_part, WordsOfMany const& drawn) {
    auto const& layout = here.block.programme.layout;
    auto const& prompts = here.block.programme.prompts;
    switch (prompts.policy) {
    case PromptPolicy::random:
        return uniform(drawn[day_part]) < static_cast<float>(prompts.probability);
    case PromptPolicy::on_need:
        return here(layout.need + day_part) >= static_cast<float>(prompts.threshold);
    case PromptPolicy::after_idle:
        return here(layout.idle_days) >= static_cast<float>(prompts.idle_days);
    case PromptPolicy::none:
    case PromptPolicy::fixed:
        break;
    }
    return in_every_lane(true);
}

/// Step 2.
HWY_NOINLINE void step_prompts(Block& block, int day) {
    auto const& programme = block.programme;
    auto const& prompts = programme.prompts;
    if (prompts.policy == PromptPolicy::none) {
        return; // nobody is ever prompted: the rows stay zero
    }
    auto const cap = static_cast<float>(prompts.cap_a_day);
    // Who never backs off is below any number.
    float const back_off = prompts.stop_after_ignored > 0
                               ? static_cast<float>(prompts.stop_after_ignored)
                               : std::numeric_limits<float>::infinity();
    for_all(block, [&](Neighbours const& here) {
        WordsOfMany drawn{};
        if (prompts.policy == PromptPolicy::random) {
            drawn = words(here, day, purpose_of(Purpose::prompts));
        }
        Mask const goes_on = here(programme.rows.ignored_in_a_row) < back_off;
        Floats sent = 0.0F;
        for (std::size_t p = 0; p < day_parts; ++p) {
            Floats prompted = 0.0F;
            if (prompts.at[p]) {
                Mask const send = goes_on & (sent < cap) & wants(here, p, drawn);
                prompted = select(send, Floats(1.0F), Floats(0.0F));
            }
            here.set(programme.layout.prompted + p, prompted);
            sent = sent + prompted;
        }
        here.set(block.ignored, sent); // until somebody makes an attempt
    });
}

} // namespace agents::HWY_NAMESPACE
