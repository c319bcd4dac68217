// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// d falls with today's sessions, and with goals while what was taken from the app is practised.
/// @param practising  1: who had a session in the last `practice_days` days; 0
template <class View>
HWY_INLINE void relieve(View const& view, Floats quality_sum, Floats practising) {
    auto const& programme = view.block.programme;
    auto const& layout = programme.layout;
    Floats const goals = view(layout.component(programme.goals_component));
    view.set(layout.distress,
             hold_unit(view(layout.distress) - programme.relief_per_session * quality_sum -
                       programme.relief_from_goals * goals * practising));
}

template <class View>
[[nodiscard]] HWY_INLINE Floats idle_days_more(View const& view) {
    return view(view.block.programme.layout.idle_days) + 1.0F;
}

/// Who ever had a session still practises for some days.
template <class View>
[[nodiscard]] HWY_INLINE Floats still_practising(View const& view, Floats since_use) {
    auto const& programme = view.block.programme;
    return select(since_use <= programme.practice_days, view(programme.rows.ever_used),
                  Floats(0.0F));
}

template <class View>
[[nodiscard]] HWY_INLINE Floats habit_left(View const& view) {
    auto const& programme = view.block.programme;
    return view(programme.layout.habit) * (1.0F - programme.habit_loss);
}

template <class View>
HWY_INLINE void tire_of_prompts(View const& view, Floats ignored) {
    auto const& programme = view.block.programme;
    auto const fatigue = programme.layout.prompt_fatigue;
    view.set(fatigue, view(fatigue) * (1.0F - programme.fatigue_decay) +
                          programme.fatigue_per_ignored * ignored);
}

/// On a day of use g grows; at 1 a goal is reached.
HWY_INLINE void progress(Listed const& openers, Use const& use) {
    auto const& programme = openers.block.programme;
    auto const& layout = programme.layout;
    Floats const goals = openers(layout.component(programme.goals_component));
    Floats const before = openers(layout.goal_progress);
    Floats const made = select(use.used, before + programme.goal_progress * goals, before);
    Mask const reached = made >= 1.0F;
    Floats const flag = select(reached, Floats(1.0F), Floats(0.0F));
    openers.set(layout.goal_progress, select(reached, Floats(0.0F), made));
    openers.set(layout.goals_reached, openers(layout.goals_reached) + flag);
    openers.set(programme.rows.goal_flag, flag);
}

/// An attempt answers the prompt of its day-part.
[[nodiscard]] HWY_INLINE Floats prompts_ignored(Listed const& openers) {
    auto const& programme = openers.block.programme;
    Floats ignored = openers(programme.rows.prompts_today);
    for (std::size_t p = 0; p < day_parts; ++p) {
        if (programme.may_prompt[p]) {
            Floats const attempted = openers(openers.block.work->attempted[p]);
            ignored = ignored - attempted * openers(programme.layout.prompted + p);
        }
    }
    return ignored;
}

/// Step 6 of who opens the app.
HWY_INLINE void close_with_app(Listed const& openers, Use const& use) {
    auto const& programme = openers.block.programme;
    auto const& layout = programme.layout;
    auto const& rows = programme.rows;
    Floats const one = 1.0F;
    Floats const none = 0.0F;
    Floats const idle = select(use.used, none, idle_days_more(openers));
    openers.set(rows.ever_used, select(use.used, one, openers(rows.ever_used)));
    relieve(openers, use.quality_sum, still_practising(openers, idle));
    progress(openers, use);
    Floats const habit = openers(layout.habit);
    openers.set(layout.habit, select(use.used, habit + programme.habit_gain * (1.0F - habit),
                                     habit_left(openers)));
    openers.set(layout.idle_days, idle);
    // Fatigue and ignored prompts stay zero where nobody is ever prompted.
    if (programme.prompts_anybody) {
        tire_of_prompts(openers, prompts_ignored(openers));
        openers.set(rows.ignored_in_a_row, none);
    }
}

/// Step 6 of who does not.
template <class View>
HWY_INLINE void close_without_app(View const& view, Floats prompts) {
    auto const& programme = view.block.programme;
    auto const& layout = programme.layout;
    auto const& rows = programme.rows;
    Floats const idle = idle_days_more(view);
    relieve(view, 0.0F, still_practising(view, idle));
    view.set(rows.goal_flag, 0.0F);
    view.set(layout.habit, habit_left(view));
    view.set(layout.idle_days, idle);
    if (programme.prompts_anybody) {
        tire_of_prompts(view, prompts);
        view.set(rows.ignored_in_a_row, view(rows.ignored_in_a_row) + prompts);
    }
}

} // namespace agents::HWY_NAMESPACE
