#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// Times closer than this, relative to the later one, are the same time.
inline constexpr double same_time = 1e-9;

/// The distinct times of one or more event tables, ascending; a row is the index of one. Entries
/// are no times of the grid: see rows_until.
///
/// Times that are whole days are found by counting, O(subjects); any others by sorting, O(n log n).
/// A time within a relative 1e-9 of the first of a run of near-equals belongs to that run, whose
/// time is the first's. Source: the idea of `timefix` in R's survival, whose tolerance is wider
/// (1.5e-8).
class TimeGrid {
public:
    explicit TimeGrid(EventTable const& table);
    TimeGrid(EventTable const& first, EventTable const& second);
    explicit TimeGrid(std::span<EventTable const* const> tables);

    [[nodiscard]] std::vector<double> const& times() const noexcept { return times_; }
    [[nodiscard]] std::size_t size() const noexcept { return times_.size(); }
    /// Whether the rows of the times are looked up, not searched for.
    [[nodiscard]] bool of_whole_days() const noexcept { return !row_of_day_.empty(); }

    /// Row of a subject's time. @param time  one of the times the grid was made from
    [[nodiscard]] std::size_t row_of(double time) const noexcept;

    /// Number of times <= t, rounding of t allowed for: who enters at t is first at risk in this
    /// row. @param t  any, >= 0
    [[nodiscard]] std::size_t rows_until(double t) const noexcept;

private:
    void build(std::span<EventTable const* const> tables);
    [[nodiscard]] bool count_whole_days(std::span<EventTable const* const> tables);
    void sort_times(std::span<EventTable const* const> tables);

    std::vector<double> times_;
    std::vector<std::uint32_t>
        row_of_day_; ///< shape (last day + 1); empty unless all times are whole days
};

/// Number of times <= t, where t may exceed its time's true value by rounding.
/// @param times  ascending
[[nodiscard]] std::size_t times_until(std::span<double const> times, double t);

/// Whether all times of the tables are whole days that are worth a counter each: days below 65,536,
/// or below the number of subjects.
[[nodiscard]] bool in_whole_days(std::span<EventTable const* const> tables);

} // namespace analysis
