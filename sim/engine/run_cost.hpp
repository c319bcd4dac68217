#pragma once

#include "sim/scenario.hpp"

#include <cstdint>

namespace sim {

/// What running a scenario takes.
struct RunCost {
    std::uint64_t user_days = 0;    ///< users x days x designs x replicates, as if nobody left
    std::uint64_t people_bytes = 0; ///< traits of everybody, where they are recorded
    std::uint64_t sums_bytes = 0;   ///< daily totals of every design, and counts where recorded
    /// What is recorded of everybody under every design in every replicate, people_bytes and the
    /// sums of each replicate.
    std::uint64_t record_bytes = 0;
    /// Of people with peers: all of them as they live, and who knows whom. Of others next to
    /// nothing, since they live one block after the other.
    std::uint64_t together_bytes = 0;
    /// Of the whole run on so many threads, each of which has sums of its own.
    [[nodiscard]] std::uint64_t memory_bytes(int threads) const noexcept {
        return record_bytes + together_bytes + static_cast<std::uint64_t>(threads) * sums_bytes;
    }
};
[[nodiscard]] RunCost cost_of(Scenario const& scenario);

} // namespace sim
