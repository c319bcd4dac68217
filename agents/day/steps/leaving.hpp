// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Which of the competing causes it was: each in proportion to its hazard.
inline std::size_t cause_of(OneSlot const& one, int day) {
    auto const& causes = one.block.programme.causes;
    auto const drawn = words(one, day, purpose_of(Purpose::cause));
    float const share = uniform(drawn[0]) * one.block.total_hazard[one.slot];
    float sum = 0.0F;
    for (std::size_t c = 0; c + 1 < causes.size(); ++c) {
        sum += exp(hold_eta(all_day(causes[c], one)));
        if (share < sum) {
            return c;
        }
    }
    return causes.size() - 1;
}

/// Step 7: leaves with probability 1 - exp(-sum of hazards).
HWY_NOINLINE void step_leaving(Block& block, int day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    std::fill_n(block.leaving.begin(), block.count, std::uint8_t{0});
    for_all(block, [&](Neighbours const& here) {
        Floats total = 0.0F;
        for (auto const& cause : programme.causes) {
            total = total + exp(hold_eta(all_day(cause, here)));
        }
        here.set(block.total_hazard, total);
        Floats const stays = exp(-lesser(total, Floats(80.0F)));
        Mask const leaves = uniform(here(block.day_words[0])) < 1.0F - stays;
        for_each_set(leaves, block.count - here.first,
                     [&](std::size_t lane) { block.leaving[here.first + lane] = 1; });
    });
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        if (block.leaving[slot] != 0) {
            auto const user = block.user[slot];
            outcomes.leave_day[user] = static_cast<std::int16_t>(day);
            outcomes.cause[user] = static_cast<std::uint8_t>(cause_of({block, slot}, day));
        }
    }
    for_all(block, [&](Neighbours const& here) {
        here.set(programme.layout.used_yesterday, here(programme.rows.used));
    });
}

} // namespace agents::HWY_NAMESPACE
