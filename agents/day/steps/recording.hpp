// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Sums values in [0,1] over all slots in fixed point: integers add up to the same sum in any
/// order. largest_block x 2^20 still fits 32 bits.
class FixedPointSum {
public:
    // Written out: one that the compiler made would not be for this instruction set.
    HWY_INLINE FixedPointSum() : sum_(0U) {}
    HWY_INLINE void add(Floats values, Mask who) {
        constexpr float scale = 1 << 20;
        Words const fixed = truncated(values * scale + 0.5F);
        sum_ = sum_ + where(who, fixed);
    }
    [[nodiscard]] std::int64_t total() const {
        std::uint32_t sums[lanes];
        store(sum_, sums);
        return std::accumulate(sums, sums + lanes, std::int64_t{0});
    }

private:
    Words sum_;
};

/// The lanes of slots below count.
HWY_INLINE Mask present(Neighbours const& here) {
    return first_lanes(here.block.count - here.first);
}

/// Sum over all users of what `value` reads.
template <class Value>
HWY_INLINE std::int64_t fixed_point_sum(Block& block, Value const& value) {
    FixedPointSum sum;
    for_all(block, [&](Neighbours const& here) { sum.add(value(here), present(here)); });
    return sum.total();
}

inline void record_prompts(Block& block, std::size_t day, DayTotals& totals) {
    for (std::size_t p = 0; p < day_parts; ++p) {
        float const* const prompted = block.row(block.programme.layout.prompted + p);
        totals.prompts[day] +=
            std::count_if(prompted, prompted + block.count, [](float x) { return x > 0.0F; });
    }
}

inline void record_use(Block& block, std::size_t day, Outcomes& outcomes, DayTotals& totals) {
    float const* const failures = block.row(block.programme.rows.failed);
    for (std::size_t n = 0; n < block.openers.count; ++n) {
        auto const place = block.place[block.openers.slots[n]];
        float made = 0.0F;
        for (std::size_t p = 0; p < day_parts; ++p) {
            made += block.succeeded[p][n];
        }
        auto const sessions = static_cast<std::uint32_t>(made);
        auto const failed = static_cast<std::uint32_t>(failures[block.openers.slots[n]]);
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

/// Adds the day to the totals and the users' columns, before those who leave are taken out.
HWY_NOINLINE void record_day(Block& block, int today, Outcomes& outcomes, DayTotals& totals) {
    auto const day = static_cast<std::size_t>(today);
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    std::size_t const components = programme.components.size();
    auto const sum_of = [&](std::size_t row) {
        return fixed_point_sum(block, [row](Neighbours const& here) { return here(row); });
    };
    totals.active[day] += static_cast<std::int64_t>(block.count);
    totals.distress[day] += sum_of(layout.distress);
    totals.alliance[day] += sum_of(layout.alliance);
    totals.alliance_squared[day] += fixed_point_sum(block, [&](Neighbours const& here) {
        return here(layout.alliance) * here(layout.alliance);
    });
    for (std::size_t j = 0; j < components; ++j) {
        totals.components[day * components + j] += sum_of(layout.component(j));
    }
    if (programme.prompts_anybody) {
        record_prompts(block, day, totals);
    }
    record_use(block, day, outcomes, totals);
    record_stages(block, day, totals);
}

/// What is known of a user once the last day with the app is over.
inline void record_end(Block const& block, std::size_t slot, int day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const d = static_cast<std::size_t>(day);
    auto const place = block.place[slot];
    float const distress = block.row(layout.distress)[slot];
    outcomes.distress_end[place] = distress;
    outcomes.distress_horizon[place] =
        hold_unit(programme.decay_to_end[d] * distress +
                  programme.pull_to_end[d] * block.row(programme.rows.level)[slot]);
    outcomes.alliance_end[place] = block.row(layout.alliance)[slot];
    for (std::size_t j = 0; j < outcomes.components; ++j) {
        outcomes.components_end[place * outcomes.components + j] =
            block.row(layout.component(j))[slot];
    }
}

/// Takes out who leaves today.
HWY_NOINLINE void record_leavers(Block& block, int day, Outcomes& outcomes, DayTotals& totals) {
    std::size_t const causes = block.programme.causes.size();
    // From the last one down: remove() fills a slot with one that has been looked at. The list is
    // that of step_leaving().
    for (std::size_t n = block.listed.count; n-- > 0;) {
        auto const slot = block.listed.slots[n];
        record_end(block, slot, day, outcomes);
        totals.left[static_cast<std::size_t>(day) * causes + outcomes.cause[block.place[slot]]] +=
            1;
        block.remove(slot);
    }
}

} // namespace agents::HWY_NAMESPACE
