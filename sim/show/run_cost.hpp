#pragma once

#include "sim/scenario.hpp"

#include <cstdint>

namespace sim {

/// What running a scenario takes.
struct RunCost {
    std::uint64_t user_days = 0;    ///< users x days x designs, as if nobody left
    std::uint64_t people_bytes = 0; ///< traits of everybody
    std::uint64_t record_bytes = 0; ///< outcomes of everybody under every design, and people_bytes
};
[[nodiscard]] RunCost cost_of(Scenario const& scenario);

} // namespace sim
