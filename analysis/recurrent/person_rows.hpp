#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace analysis {

/// What can be wrong with a row of a table in which a person has several rows (start, stop].
enum class RowFault {
    not_finite,     ///< a time, or weight, is no finite number, or is below 0
    empty_interval, ///< stop <= start
    unknown_status, ///< a status or state that there is not
    overlap,        ///< begins before the person's row before it ends
    after_the_end,  ///< begins after the person's terminal event
    other_state,    ///< begins in another state than the person's row before it ended in
    other_weight,   ///< another weight than the person's row before it
};

/// One sentence without a full stop: "the row begins before the person's row before it ends".
[[nodiscard]] std::string_view explain(RowFault fault);

/// A row and what is wrong with it.
struct RowMistake {
    std::size_t row = 0; ///< 0-based, in the order of the table
    RowFault fault = RowFault::not_finite;
};

/// Rows by person, and within a person by start.
/// @param person, start  shape (rows)
[[nodiscard]] std::vector<std::uint32_t> rows_by_person(std::span<int const> person,
                                                        std::span<double const> start);

/// Faults of single rows, which show without looking at other rows: not_finite, empty_interval.
/// @param weight  shape (rows), or empty
[[nodiscard]] std::vector<RowMistake> interval_mistakes(std::span<double const> start,
                                                        std::span<double const> stop,
                                                        std::span<double const> weight);

/// Whether `next` is before `time` by more than rounding.
[[nodiscard]] bool earlier(double next, double time);

} // namespace analysis
