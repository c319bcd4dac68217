// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Adding 8 to a number in [0,1] leaves it rounded to 2^-20 in the last bits: integers add up to
/// the same sum in any order.
inline constexpr float fixed_point = 8.0F;

/// Adds values of the lanes set to a sum. @param sum  shape (lanes)
HWY_INLINE void add_to(std::uint32_t* sum, Floats values, Mask who) {
    Words const bits = bits_of(values + fixed_point) - bits_of(Floats(fixed_point));
    store(load(sum) + where(who, bits), sum);
}

/// Adds distress, alliance and components of the lanes set to the day's sums. A lane's share stays
/// below 2^32: largest_block x 2^20 does.
template <class View>
HWY_INLINE void add_to_sums(View const& view, Mask who) {
    Block& block = view.block;
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    std::uint32_t* const sums = block.work->sums.data();
    Floats const alliance = view(layout.alliance);
    add_to(sums, view(layout.distress), who);
    add_to(sums + tile_slots, alliance, who);
    add_to(sums + 2 * tile_slots, alliance * alliance, who);
    for (std::size_t j = 0; j < programme.components.size(); ++j) {
        add_to(sums + (3 + j) * tile_slots, view(layout.component(j)), who);
    }
}

/// Adds the day's sums to the totals. To be called while those who leave still count.
HWY_NOINLINE void record_sums(Block& block, DayTotals& totals) {
    std::size_t const components = block.programme.components.size();
    auto const total = [&block](std::size_t n) {
        auto const first = block.work->sums.begin() + static_cast<std::ptrdiff_t>(n * tile_slots);
        return std::accumulate(first, first + lanes, std::int64_t{0});
    };
    totals.active[block.day] += static_cast<std::int64_t>(block.count);
    totals.prompts[block.day] += static_cast<std::int64_t>(block.work->prompts_sent);
    totals.distress[block.day] += total(0);
    totals.alliance[block.day] += total(1);
    totals.alliance_squared[block.day] += total(2);
    for (std::size_t j = 0; j < components; ++j) {
        totals.components[block.day * components + j] += total(3 + j);
    }
}

/// Adds the attempts of the day to the totals and the users' columns.
HWY_NOINLINE void record_use(Block& block, Outcomes& outcomes, DayTotals& totals) {
    std::size_t const day = block.day;
    for (std::size_t n = 0; n < block.work->openers.count; ++n) {
        auto const place = block.place[block.work->openers.slots[n]];
        float attempts = 0.0F;
        float made = 0.0F;
        for (std::size_t p = 0; p < day_parts; ++p) {
            attempts += block.work->attempted[p][n];
            made += block.work->succeeded[p][n];
            if (block.programme.may_prompt[p]) {
                float const prompted =
                    block.at(block.programme.layout.prompted + p, block.work->openers.slots[n]);
                bool const answered = block.work->attempted[p][n] * prompted > 0.0F;
                totals.prompts_answered[day] += answered ? 1 : 0;
            }
        }
        auto const sessions = static_cast<std::uint32_t>(made);
        auto const failed = static_cast<std::uint32_t>(attempts - made);
        outcomes.sessions[place] += sessions;
        outcomes.failed_attempts[place] += failed;
        totals.sessions[day] += sessions;
        totals.failed_attempts[day] += failed;
        if (sessions > 0) {
            totals.opened[day] += 1;
            outcomes.last_use[place] = static_cast<std::int16_t>(day);
            outcomes.days_used[place] = static_cast<std::uint16_t>(outcomes.days_used[place] + 1);
            auto& byte = outcomes.use[place * outcomes.bytes_of_use + day / 8];
            byte = static_cast<std::uint8_t>(byte | (1U << (day % 8)));
        }
    }
}

/// What is known of a user once the last day with the app is over.
inline void record_end(Block const& block, std::size_t slot, std::size_t day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const place = block.place[slot];
    float const distress = block.at(layout.distress, slot);
    outcomes.distress_end[place] = distress;
    outcomes.distress_horizon[place] =
        hold_unit(programme.decay_to_end[day] * distress +
                  programme.pull_to_end[day] * block.at(programme.rows.level, slot));
    outcomes.alliance_end[place] = block.at(layout.alliance, slot);
    for (std::size_t j = 0; j < outcomes.components; ++j) {
        outcomes.components_end[place * outcomes.components + j] =
            block.at(layout.component(j), slot);
    }
}

/// Takes out who leaves today.
HWY_NOINLINE void record_leavers(Block& block, Outcomes& outcomes, DayTotals& totals) {
    std::size_t const causes = block.programme.causes.size();
    // From the last one down: remove() fills a slot with one that stays.
    std::sort(block.work->leavers.begin(), block.work->leavers.end(), std::greater<>());
    for (std::size_t const slot : block.work->leavers) {
        record_end(block, slot, block.day, outcomes);
        totals.left[block.day * causes + outcomes.cause[block.place[slot]]] += 1;
        block.remove(slot);
    }
}

} // namespace agents::HWY_NAMESPACE
