// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// d falls with today's sessions, and with goals while what was taken from the app is practised.
HWY_INLINE void relieve(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const& layout = programme.layout;
    Floats const used = here(programme.rows.used);
    Floats const ever_used = greater(here(programme.rows.ever_used), used);
    here.set(programme.rows.ever_used, ever_used);
    Floats const since_use = select(used > 0.0F, Floats(0.0F), here(layout.idle_days) + 1.0F);
    Floats const practising = select(since_use <= programme.practice_days, ever_used, Floats(0.0F));
    Floats const goals = here(layout.component(programme.goals_component));
    here.set(layout.distress,
             hold_unit(here(layout.distress) -
                       programme.relief_per_session * here(programme.rows.quality_sum) -
                       programme.relief_from_goals * goals * practising));
}

HWY_INLINE void form_habit(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const& layout = programme.layout;
    Mask const used = here(programme.rows.used) > 0.0F;
    Floats const habit = here(layout.habit);
    Floats const grown = habit + programme.habit_gain * (1.0F - habit);
    Floats const lost = habit * (1.0F - programme.habit_loss);
    here.set(layout.habit, select(used, grown, lost));
    here.set(layout.idle_days, select(used, Floats(0.0F), here(layout.idle_days) + 1.0F));
    here.set(layout.novelty, here(layout.novelty) * (1.0F - programme.novelty_decay));
}

HWY_INLINE void tire_of_prompts(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const fatigue = programme.layout.prompt_fatigue;
    auto const in_a_row = programme.rows.ignored_in_a_row;
    Floats const ignored = here(here.block.ignored);
    here.set(fatigue, here(fatigue) * (1.0F - programme.fatigue_decay) +
                          programme.fatigue_per_ignored * ignored);
    here.set(in_a_row,
             select(here(here.block.tried) > 0.0F, Floats(0.0F), here(in_a_row) + ignored));
}

/// On a day of use g grows; at 1 a goal is reached.
HWY_INLINE void progress(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const& layout = programme.layout;
    Floats const goals = here(layout.component(programme.goals_component));
    Floats const before = here(layout.goal_progress);
    Floats const made =
        select(here(programme.rows.used) > 0.0F, before + programme.goal_progress * goals, before);
    Mask const reached = made >= 1.0F;
    Floats const flag = select(reached, Floats(1.0F), Floats(0.0F));
    here.set(layout.goal_progress, select(reached, Floats(0.0F), made));
    here.set(layout.goals_reached, here(layout.goals_reached) + flag);
    here.set(programme.rows.goal_flag, flag);
}

/// An attempt answers the prompt of its day-part.
inline void answer_prompts(Block& block) {
    for (std::size_t n = 0; n < block.openers.count; ++n) {
        auto const slot = block.openers.slots[n];
        for (std::size_t p = 0; p < day_parts; ++p) {
            block.ignored[slot] -=
                block.attempted[p][n] * block.row(block.programme.layout.prompted + p)[slot];
        }
    }
}

/// Step 6.
HWY_NOINLINE void step_relief(Block& block) {
    auto const& programme = block.programme;
    // Fatigue and ignored prompts stay zero where nobody is ever prompted.
    bool const prompts = programme.prompts_anybody;
    if (prompts) {
        answer_prompts(block);
    }
    for_all(block, [&](Neighbours const& here) {
        relieve(here);
        progress(here);
        form_habit(here);
        if (prompts) {
            tire_of_prompts(here);
        }
    });
}

} // namespace agents::HWY_NAMESPACE
