#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// Rows by stratum, and within each by time.
struct RowOrder {
    std::vector<std::uint32_t> rows;  ///< shape (rows), stable: equal times keep their order
    std::vector<std::size_t> begin{}; ///< shape (strata + 1), where in `rows` each stratum begins
};

/// Whole days are ordered by counting, other times by radix: O(rows) both, 12 bytes a row and, for
/// radix, as many again while it works. For tables of at most 2^32 rows.
/// @param time    shape (rows), finite and >= 0
/// @param strata  without groups: all rows are one stratum
[[nodiscard]] RowOrder order_rows(std::span<double const> time, Grouping const& strata);

} // namespace analysis
