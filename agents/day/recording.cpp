#include "agents/day/block.hpp"

#include <cstddef>

namespace agents {

namespace {

/// Sum of values in [0,1] in fixed point: integers add up to the same sum in any order.
std::int64_t fixed_point_sum(float const* values, std::size_t count) {
    constexpr float scale = 1 << 20;
    std::int32_t sum = 0; // largest_block x 2^20 still fits
    for (std::size_t i = 0; i < count; ++i) {
        sum += static_cast<std::int32_t>(values[i] * scale + 0.5F);
    }
    return sum;
}

std::int64_t fixed_point_sum_of_squares(float const* values, std::size_t count) {
    constexpr float scale = 1 << 20;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += static_cast<std::int32_t>(values[i] * values[i] * scale + 0.5F);
    }
    return sum;
}

void record_use(Block const& block, int day, Outcomes& outcomes, DayTotals& totals) {
    auto const d = static_cast<std::size_t>(day);
    for (auto const slot : block.openers) {
        auto const user = block.user[slot];
        std::uint32_t sessions = 0;
        for (std::size_t p = 0; p < day_parts; ++p) {
            sessions += block.succeeded[p * block.stride() + slot];
        }
        auto const failed = static_cast<std::uint32_t>(block.failed[slot]);
        outcomes.sessions[user] += sessions;
        outcomes.failed_attempts[user] += failed;
        totals.sessions[d] += sessions;
        totals.failed_attempts[d] += failed;
        if (sessions > 0) {
            totals.opened[d] += 1;
            outcomes.last_use[user] = static_cast<std::int16_t>(day);
            outcomes.days_used[user] = static_cast<std::uint16_t>(outcomes.days_used[user] + 1);
            auto& byte = outcomes.use[user * outcomes.bytes_of_use + d / 8];
            byte = static_cast<std::uint8_t>(byte | (1U << (d % 8)));
        }
    }
}

} // namespace

void record_day(Block const& block, int day, Outcomes& outcomes, DayTotals& totals) {
    auto const d = static_cast<std::size_t>(day);
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    std::size_t const components = programme.components.size();
    totals.active[d] += static_cast<std::int64_t>(block.count);
    totals.distress[d] += fixed_point_sum(block.row(layout.distress), block.count);
    totals.alliance[d] += fixed_point_sum(block.row(layout.alliance), block.count);
    totals.alliance_squared[d] +=
        fixed_point_sum_of_squares(block.row(layout.alliance), block.count);
    for (std::size_t j = 0; j < components; ++j) {
        totals.components[d * components + j] +=
            fixed_point_sum(block.row(layout.component(j)), block.count);
    }
    if (programme.prompts.policy != PromptPolicy::none) {
        for (std::size_t p = 0; p < day_parts; ++p) {
            float const* const prompted = block.row(layout.prompted + p);
            for (std::size_t i = 0; i < block.count; ++i) {
                totals.prompts[d] += prompted[i] > 0.0F ? 1 : 0;
            }
        }
    }
    record_use(block, day, outcomes, totals);
}

void record_end(Block const& block, std::size_t slot, int day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    auto const& layout = programme.layout;
    auto const d = static_cast<std::size_t>(day);
    auto const user = block.user[slot];
    float const distress = block.row(layout.distress)[slot];
    outcomes.distress_end[user] = distress;
    outcomes.distress_horizon[user] =
        core::hold_unit(programme.decay_to_end[d] * distress +
                        programme.pull_to_end[d] * block.row(programme.rows.level)[slot]);
    outcomes.alliance_end[user] = block.row(layout.alliance)[slot];
    for (std::size_t j = 0; j < outcomes.components; ++j) {
        outcomes.components_end[user * outcomes.components + j] =
            block.row(layout.component(j))[slot];
    }
}

void record_leavers(Block& block, int day, Outcomes& outcomes, DayTotals& totals) {
    std::size_t const causes = block.programme.causes.size();
    // From the last slot down: remove() fills a slot with one that has been looked at.
    for (std::size_t slot = block.count; slot-- > 0;) {
        if (block.leaving[slot] == 0) {
            continue;
        }
        record_end(block, slot, day, outcomes);
        totals.left[static_cast<std::size_t>(day) * causes + outcomes.cause[block.user[slot]]] += 1;
        block.remove(slot);
    }
}

} // namespace agents
