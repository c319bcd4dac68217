// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Which of the competing causes it was: each in proportion to its hazard.
/// @param hazards  of one user, shape (causes, tile_slots)
inline std::size_t cause_of(Block const& block, std::uint32_t user, float const* hazards,
                            float total) {
    std::size_t const causes = block.programme.causes.size();
    float const share = uniform(words_of_one(block, user, purpose_of(Purpose::cause))[0]) * total;
    float sum = 0.0F;
    for (std::size_t c = 0; c + 1 < causes; ++c) {
        sum += hazards[c * tile_slots];
        if (share < sum) {
            return c;
        }
    }
    return causes - 1;
}

/// The users of the lanes set leave. @param total  hazard
template <class View>
HWY_INLINE void take_leave(View const& view, Mask who, Floats total, Outcomes& outcomes) {
    Block& block = view.block;
    alignas(64) float totals[tile_slots];
    store(total, totals);
    for_each_set(who, [&](std::size_t lane) {
        std::size_t const slot = view.slot(lane);
        std::size_t const place = block.place[slot];
        outcomes.leave_day[place] = static_cast<std::int16_t>(block.day);
        outcomes.cause[place] = static_cast<std::uint8_t>(
            cause_of(block, block.user[slot], block.work->hazards.data() + lane, totals[lane]));
        block.work->leavers.push_back(static_cast<std::uint32_t>(slot));
    });
}

/// Step 7: leaves with probability 1 - exp(-sum of hazards).
template <class View>
HWY_INLINE void maybe_leave(View const& view, Floats of_leaving, Floats used, Mask who,
                            Outcomes& outcomes) {
    Block& block = view.block;
    auto const& programme = block.programme;
    Floats total = 0.0F;
    for (std::size_t c = 0; c < programme.causes.size(); ++c) {
        Floats const hazard = exp(hold_eta(all_day(programme.causes[c], view)));
        store(hazard, block.work->hazards.data() + c * tile_slots);
        total = total + hazard;
    }
    view.set(programme.layout.used_yesterday, used);
    Floats const stays = exp(-lesser(total, Floats(80.0F)));
    Mask const leaves = who & (of_leaving < 1.0F - stays);
    if (any(leaves)) {
        take_leave(view, leaves, total, outcomes);
    }
}

} // namespace agents::HWY_NAMESPACE
