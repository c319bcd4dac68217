// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Which of the competing causes it was: each in proportion to its hazard.
inline std::size_t cause_of(OneSlot const& one, int day) {
    auto const& programme = one.block.programme;
    std::size_t const causes = programme.causes.size();
    auto const drawn = words(one, day, purpose_of(Purpose::cause));
    float const share = uniform(drawn[0]) * one(programme.rows.total_hazard);
    float sum = 0.0F;
    for (std::size_t c = 0; c + 1 < causes; ++c) {
        sum += one(programme.rows.hazard + c);
        if (share < sum) {
            return c;
        }
    }
    return causes - 1;
}

/// Step 7: leaves with probability 1 - exp(-sum of hazards).
HWY_NOINLINE void step_leaving(Block& block, int day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    auto const& rows = programme.rows;
    auto& leavers = block.listed;
    leavers.count = 0;
    for_all(block, [&](Neighbours const& here) {
        Floats total = 0.0F;
        for (std::size_t c = 0; c < programme.causes.size(); ++c) {
            Floats const hazard = exp(hold_eta(all_day(programme.causes[c], here)));
            here.set(rows.hazard + c, hazard);
            total = total + hazard;
        }
        here.set(rows.total_hazard, total);
        here.set(programme.layout.used_yesterday, here(rows.used));
        Floats const stays = exp(-lesser(total, Floats(80.0F)));
        add_set(uniform(here(block.day_words[0])) < 1.0F - stays, here, leavers);
    });
    for (std::size_t n = 0; n < leavers.count; ++n) {
        auto const place = block.place[leavers.slots[n]];
        outcomes.leave_day[place] = static_cast<std::int16_t>(day);
        outcomes.cause[place] = static_cast<std::uint8_t>(cause_of({block, leavers.slots[n]}, day));
    }
}

} // namespace agents::HWY_NAMESPACE
