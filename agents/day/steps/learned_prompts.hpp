// Part of kernel.cpp, compiled once an instruction set.

/// The policy that learns: Thompson sampling over the day-parts of one user. That a prompt in p is
/// answered has the posterior Beta(a_p, b_p), a_p = prior + prompts answered, b_p = prior + prompts
/// not answered; each day it draws one x_p of each and prompts where x_p is largest. With g and g'
/// of Gamma(a_p) and Gamma(b_p), x_p = g / (g + g') grows with log g - log g', so that is compared.
/// Source: Thompson 1933; forgetting: Raj & Kalyani 2017; docs/odd.md, step 2.
namespace agents::HWY_NAMESPACE {

/// log(x_p / (1 - x_p)) of a draw x_p.
HWY_INLINE Floats draw_of_answer(Neighbours const& here, Prompts const& rule, std::size_t p) {
    auto const& rows = here.block.programme.rows;
    auto const log_gamma = [&](Floats shape, std::size_t side) {
        auto const w = words(here, purpose_of(Purpose::learned, 2 * p + side));
        return log_gamma_draw(shape, w[0], w[1], w[2], w[3]);
    };
    auto const prior_answered = static_cast<float>(rule.prior_answered[p]);
    auto const prior_ignored = static_cast<float>(rule.prior_ignored[p]);
    Floats const answered = log_gamma(prior_answered + here(rows.answered + p), 0);
    return answered - log_gamma(prior_ignored + here(rows.unanswered + p), 1);
}

/// The day-parts that the policy chooses today, before cap and back-off.
/// @param chosen  shape (day_parts)
HWY_INLINE void favour_day_parts(Neighbours const& here, Prompts const& rule, Mask* chosen) {
    auto const offered = std::count(rule.at.begin(), rule.at.end(), true);
    for (std::size_t p = 0; p < day_parts; ++p) {
        chosen[p] = in_every_lane(rule.at[p]);
    }
    if (offered <= rule.prompts_a_day) {
        return; // nothing to choose
    }
    Floats draw[day_parts];
    for (std::size_t p = 0; p < day_parts; ++p) {
        draw[p] = rule.at[p] ? draw_of_answer(here, rule, p) : Floats(0.0F);
    }
    auto const most = static_cast<float>(rule.prompts_a_day);
    for (std::size_t p = 0; p < day_parts; ++p) {
        Floats ahead = 0.0F; // day-parts that come before this one; of equals, the earlier
        for (std::size_t q = 0; q < day_parts; ++q) {
            if (rule.at[p] && rule.at[q] && q != p) {
                Mask const before = q < p ? draw[q] >= draw[p] : draw[q] > draw[p];
                ahead = ahead + select(before, Floats(1.0F), Floats(0.0F));
            }
        }
        chosen[p] = chosen[p] & (ahead < most);
    }
}

/// At the end of the day, all that is known fades, and today's prompts are added as if nobody had
/// answered.
HWY_INLINE void fade_answers(Neighbours const& here) {
    auto const& programme = here.block.programme;
    Floats kept = 1.0F;
    for (std::size_t s = 0; s < programme.prompt_rules.size(); ++s) {
        auto const& rule = programme.prompt_rules[s];
        if (rule.policy == PromptPolicy::learned) {
            kept =
                select(in_stage(here, s), Floats(static_cast<float>(1.0 - rule.forgetting)), kept);
        }
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        auto const answered = programme.rows.answered + p;
        auto const unanswered = programme.rows.unanswered + p;
        here.set(answered, here(answered) * kept);
        here.set(unanswered, here(unanswered) * kept + here(programme.layout.prompted + p));
    }
}

/// End of step 6: the posteriors take in today's prompts, whichever policy sent them.
HWY_NOINLINE void learn_from_answers(Block& block) {
    auto const& programme = block.programme;
    if (!programme.learns) {
        return;
    }
    for_all(block, [](Neighbours const& here) { fade_answers(here); });
    List const& openers = block.work->openers;
    for (std::size_t n = 0; n < openers.count; ++n) {
        auto const slot = openers.slots[n];
        for (std::size_t p = 0; p < day_parts; ++p) {
            float const answer =
                block.work->attempted[p][n] * block.at(programme.layout.prompted + p, slot);
            block.at(programme.rows.answered + p, slot) += answer;
            block.at(programme.rows.unanswered + p, slot) -= answer;
        }
    }
}

} // namespace agents::HWY_NAMESPACE
