#pragma once

#include "sim/record.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tests {

/// What one person did under one design: days of use, and when and why they left.
struct Life {
    std::vector<int> days_of_use;
    int leave_day = -1; ///< -1: still in
    int cause = -1;
};

/// Four people, days 0 to 8, the designs `plain` (the baseline) and `kind`, all lives by hand:
///
/// person  lives_alone  plain                         kind
/// 0       0            day 0; left on 0, drifted     days 0 1 2; left on 4, drifted
/// 1       1            days 0 1; left on 3, drifted  days 0 1; left on 3, drifted
/// 2       1            days 0 2 5; in                days 0 2 5 8; in
/// 3       0            days 0 1; left on 1, fulfilled   days 0 7; in
[[nodiscard]] sim::Record record_by_hand();

/// Made-up lives of many people, the same for the same arguments; all columns filled, nothing
/// meant.
[[nodiscard]] sim::Record random_record(std::size_t users, int horizon_days, std::size_t designs,
                                        std::uint32_t seed);

} // namespace tests
