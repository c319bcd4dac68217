#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Some rows of a table, with all its columns, in the order asked for.
/// @param rows  each below table.size()
[[nodiscard]] EventTable rows_of(EventTable const& table, std::span<std::size_t const> rows);
/// The groups of some rows. Groups left without rows stay counted. Without groups: without groups.
[[nodiscard]] Grouping rows_of(Grouping const& grouping, std::span<std::size_t const> rows);

/// The rows of each group. @return shape (groups)
[[nodiscard]] std::vector<std::vector<std::size_t>> rows_by_group(Grouping const& grouping);

/// One table of two, and which row comes from which.
struct Stacked {
    EventTable table;
    Grouping groups; ///< 0: of the first, 1: of the second
};

/// The rows of the first, then those of the second. Entry and weight are filled in (0, 1) when only
/// one of the tables has them; clusters are kept when both have them, and the same number then
/// means the same cluster.
[[nodiscard]] Stacked stack(EventTable const& first, EventTable const& second);

} // namespace analysis
