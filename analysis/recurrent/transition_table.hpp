#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/recurrent/person_rows.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace analysis {

/// No state: nothing was seen at the end of a row.
inline constexpr int no_state = -1;

/// People going from state to state, as rows (start, stop].
///
/// In a row the person is in state `from`, and at its stop goes to state `to`; when that is
/// no_state, or the same state, nothing was seen and the next row goes on, or observation ends. Who
/// begins later than at 0 is left-truncated; a gap between rows is time not observed, after which
/// the person can be found in the same state only. Rows can be in any order.
struct TransitionTable {
    std::vector<std::string> states; ///< names, at least 1; a state is an index of them
    std::vector<int> person{};       ///< shape (rows), any number that the rows of one person share
    std::vector<double> start{};     ///< shape (rows), finite and >= 0
    std::vector<double> stop{};      ///< shape (rows), finite and > start
    std::vector<int> from{};         ///< shape (rows), 0 .. states - 1
    std::vector<int> to{};           ///< shape (rows), 0 .. states - 1, or no_state

    /// shape (rows), finite and > 0, the same in all rows of a person; empty: 1 each
    std::vector<double> weight{};

    [[nodiscard]] std::size_t size() const noexcept { return person.size(); }
    /// Whether the row ends with a change of state.
    [[nodiscard]] bool moves(std::size_t row) const noexcept {
        return to[row] != no_state && to[row] != from[row];
    }
    [[nodiscard]] double weight_of(std::size_t row) const noexcept {
        return weight.empty() ? 1 : weight[row];
    }
};

/// What is wrong with the rows; empty when nothing is. Where a row is no interval, or has no such
/// state, only such are told. As survcheck in R, which allows a gap too.
/// @param table  columns of equal length
[[nodiscard]] std::vector<RowMistake> mistakes(TransitionTable const& table);

/// Times in one state and what they end with: rows with this `from`, entry = start, status 1 when
/// they end in `to`, 0 when in any other way; clusters = persons. What the cumulative hazard of a
/// transition, or a Cox model of it, takes.
[[nodiscard]] EventTable transition_events(TransitionTable const& table, int from, int to);

} // namespace analysis
