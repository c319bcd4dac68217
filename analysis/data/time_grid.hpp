#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// The distinct times of one or two event tables, ascending; a row is the index of one.
///
/// Times that are whole days are found by counting, O(subjects); any others by sorting, O(n log n).
/// A time within a relative 1e-9 of the first of a run of near-equals belongs to that run, whose
/// time is the first's. Source: the idea of `timefix` in R's survival, whose tolerance is wider
/// (1.5e-8).
class TimeGrid {
public:
    explicit TimeGrid(EventTable const& table);
    TimeGrid(EventTable const& first, EventTable const& second);

    [[nodiscard]] std::vector<double> const& times() const noexcept { return times_; }
    [[nodiscard]] std::size_t size() const noexcept { return times_.size(); }

    /// Row of a subject's time. @param time  one of the times the grid was made from
    [[nodiscard]] std::size_t row_of(double time) const noexcept;

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

} // namespace analysis
