// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Who is in stage s; 0: in none.
HWY_INLINE Mask in_stage(Neighbours const& here, std::size_t s) {
    auto const& programme = here.block.programme;
    if (programme.stages.empty()) {
        return in_every_lane(true);
    }
    Floats const stage = here(programme.rows.stage);
    Floats const number = static_cast<float>(s);
    return (stage >= number) & (stage <= number);
}

/// Whether all that the stage asks for holds.
HWY_INLINE Mask rule_holds(Neighbours const& here, CompiledStage const& stage) {
    Mask holds = in_every_lane(true);
    for (auto const& condition : stage.when) {
        bool const of_calendar = condition.row == here.block.programme.layout.days_since_install;
        Floats const state =
            of_calendar ? Floats(static_cast<float>(here.block.day)) : here(condition.row);
        Floats const threshold = condition.threshold;
        holds = holds & (condition.side == StageCondition::Side::below ? state < threshold
                                                                       : state >= threshold);
    }
    return holds;
}

/// Who may enter a stage today: who is in none, or whose stage has just ended.
HWY_INLINE Mask free_to_enter(Neighbours const& here) {
    auto const& programme = here.block.programme;
    Mask ended = in_stage(here, 0);
    for (std::size_t s = 0; s < programme.stages.size(); ++s) {
        auto const& stage = programme.stages[s];
        if (stage.until == StageEnd::use) {
            ended =
                ended | (in_stage(here, s + 1) & (here(programme.layout.used_yesterday) > 0.0F));
        } else if (stage.until == StageEnd::days) {
            ended = ended |
                    (in_stage(here, s + 1) & (here(programme.rows.days_in_stage) >= stage.days));
        }
    }
    return ended;
}

/// Brings the rows in use to those of the stages, and what is derived of them.
HWY_INLINE void take_fixed_parts(Neighbours const& here, Mask switched) {
    Block& block = here.block;
    auto const& programme = block.programme;
    for (auto const& part : programme.staged_parts) {
        if (part.seldom) {
            for_each_set(switched, [&](std::size_t lane) {
                std::size_t const slot = here.slot(lane);
                auto const stage = static_cast<std::size_t>(block.at(programme.rows.stage, slot));
                block.seldom(slot)[part.place] = block.seldom(slot)[part.place_of_copies + stage];
            });
            continue;
        }
        Floats fixed = here(part.copies);
        for (std::size_t s = 1; s <= programme.stages.size(); ++s) {
            fixed = select(in_stage(here, s), here(part.copies + s), fixed);
        }
        here.set(part.row, fixed);
    }
    refresh_lasting_odds(here);
}

/// Who enters and who goes back, from the state that the day before left. Before distress and
/// everything else of the day.
HWY_INLINE void change_stages(Neighbours const& here) {
    auto const& programme = here.block.programme;
    auto const& rows = programme.rows;
    if (programme.stages.empty()) {
        return;
    }
    Floats const before = here(rows.stage);
    Mask undecided = free_to_enter(here);
    Floats stage = select(undecided, Floats(0.0F), before);
    Floats days = here(rows.days_in_stage) + 1.0F;
    for (std::size_t s = 0; s < programme.stages.size(); ++s) {
        Mask const enters = undecided & rule_holds(here, programme.stages[s]);
        stage = select(enters, Floats(static_cast<float>(s + 1)), stage);
        days = select(enters, Floats(1.0F), days);
        undecided = undecided & !enters;
    }
    here.set(rows.stage, stage);
    here.set(rows.days_in_stage, days);
    Mask const switched = present(here) & ((stage < before) | (stage > before));
    here.set(rows.stage_switched, select(switched, Floats(1.0F), Floats(0.0F)));
    if (any(switched)) {
        take_fixed_parts(here, switched);
    }
}

inline std::int64_t how_many(Mask which) {
    return std::popcount(bits_of(which));
}

inline void record_stages(Block& block, DayTotals& totals) {
    std::size_t const day = block.day;
    auto const& programme = block.programme;
    std::size_t const stages = programme.stages.size();
    if (stages == 0) {
        return;
    }
    for_all(block, [&](Neighbours const& here) {
        Mask const lives = present(here);
        Mask const first_day = here(programme.rows.days_in_stage) <= 1.0F;
        for (std::size_t s = 0; s < stages; ++s) {
            Mask const in = in_stage(here, s + 1) & lives;
            totals.in_stage[day * stages + s] += how_many(in);
            totals.entered_stage[day * stages + s] += how_many(in & first_day);
        }
        totals.switched_stage[day] +=
            how_many((here(programme.rows.stage_switched) > 0.0F) & lives);
    });
}

} // namespace agents::HWY_NAMESPACE
