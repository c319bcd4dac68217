#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/recurrent/person_rows.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// What a row of a RecurrentTable ends with.
struct RecurrentStatus {
    static constexpr int none = 0;     ///< nothing: the next row goes on, or observation ends
    static constexpr int event = 1;    ///< the event that can come again
    static constexpr int terminal = 2; ///< what ends everything: no event can follow
};

/// Events that may come again in a person, as rows (start, stop].
///
/// A person is under observation, and at risk, on the union of the rows: one that begins later than
/// the person's last one ended leaves a gap, in which nothing can be seen. Rows can be in any
/// order. A person's event at time t is a row that stops at t with status 1. A terminal event
/// (status 2) is in the person's last row.
struct RecurrentTable {
    std::vector<int> person{};   ///< shape (rows), any number that the rows of one person share
    std::vector<double> start{}; ///< shape (rows), finite and >= 0
    std::vector<double> stop{};  ///< shape (rows), finite and > start
    std::vector<int> status{};   ///< shape (rows), of RecurrentStatus

    /// shape (rows), finite and > 0, the same in all rows of a person; empty: 1 each
    std::vector<double> weight{};

    [[nodiscard]] std::size_t size() const noexcept { return person.size(); }
    [[nodiscard]] double weight_of(std::size_t row) const noexcept {
        return weight.empty() ? 1.0 : weight[row];
    }
};

/// What is wrong with the rows; empty when nothing is. Where a row is no interval, only such are
/// told.
/// @param table  columns of equal length
[[nodiscard]] std::vector<RowMistake> mistakes(RecurrentTable const& table);

/// The rows as an event table: entry = start, time = stop, causes 1 (event) and 2 (terminal),
/// clusters = persons. What Cox's model and cumulative hazards take.
/// @param table  without mistakes
[[nodiscard]] EventTable event_table(RecurrentTable const& table);

/// Which event of the person each row waits for: 1 until and with the first, 2 after it, ...
/// @return shape (rows)
[[nodiscard]] std::vector<int> event_numbers(RecurrentTable const& table);

/// The table with times since the person's last event in place of times since 0: the row (start,
/// stop] becomes (start - last, stop - last], last = 0 before the first event. Rows of a person
/// overlap then, so that it is for models with a stratum for each event only.
[[nodiscard]] EventTable since_last_event(RecurrentTable const& table);

} // namespace analysis
