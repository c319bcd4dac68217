// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// In which day-parts the rule's policy would prompt, cap and back-off aside.
/// @param wanted  shape (day_parts)
HWY_INLINE void want(Neighbours const& here, Prompts const& rule, Mask* wanted) {
    auto const& layout = here.block.programme.layout;
    if (rule.policy == PromptPolicy::learned) {
        return favour_day_parts(here, rule, wanted);
    }
    WordsOfMany drawn{};
    if (rule.policy == PromptPolicy::random) {
        drawn = words(here, purpose_of(Purpose::prompts));
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        wanted[p] = in_every_lane(rule.policy != PromptPolicy::none && rule.at[p]);
        if (rule.policy == PromptPolicy::random) {
            wanted[p] = wanted[p] & (uniform(drawn[p]) < static_cast<float>(rule.probability));
        } else if (rule.policy == PromptPolicy::on_need) {
            wanted[p] = wanted[p] & (here(layout.need + p) >= static_cast<float>(rule.threshold));
        } else if (rule.policy == PromptPolicy::after_idle) {
            wanted[p] = wanted[p] & (here(layout.idle_days) >= static_cast<float>(rule.idle_days));
        }
    }
}

/// Prompts those under the rule. @param prompted  1: prompted; shape (day_parts)
HWY_INLINE void prompt_under(Prompts const& rule, Mask under, Neighbours const& here,
                             Floats* prompted) {
    auto const cap = static_cast<float>(rule.cap_a_day);
    // Who never backs off is below any number.
    float const back_off = rule.stop_after_ignored > 0 ? static_cast<float>(rule.stop_after_ignored)
                                                       : std::numeric_limits<float>::infinity();
    Mask const goes_on = under & (here(here.block.programme.rows.ignored_in_a_row) < back_off);
    if (!any(goes_on)) {
        return;
    }
    Mask wanted[day_parts];
    want(here, rule, wanted);
    Floats sent = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        if (rule.at[p]) {
            Mask const send = goes_on & wanted[p] & (sent < cap);
            prompted[p] = select(send, Floats(1.0F), prompted[p]);
            sent = select(send, sent + 1.0F, sent);
        }
    }
}

/// Step 2. How many prompts are sent.
HWY_INLINE Floats prompt(Neighbours const& here) {
    Block& block = here.block;
    auto const& programme = block.programme;
    Floats sent = 0.0F;
    if (!programme.prompts_anybody) {
        return sent; // the rows stay zero
    }
    Floats prompted[day_parts] = {0.0F, 0.0F, 0.0F, 0.0F};
    for (std::size_t s = 0; s < programme.prompt_rules.size(); ++s) {
        prompt_under(programme.prompt_rules[s], in_stage(here, s), here, prompted);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        if (programme.may_prompt[p]) {
            here.set(programme.layout.prompted + p, prompted[p]);
            sent = sent + prompted[p];
            Mask const told = present(here) & (prompted[p] > 0.0F);
            block.work->prompts_sent += static_cast<std::size_t>(std::popcount(bits_of(told)));
        }
    }
    return sent;
}

} // namespace agents::HWY_NAMESPACE
