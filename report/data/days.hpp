#pragma once

#include "core/csv.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace report::data {

/// How a log writes its days.
enum class DayStyle {
    number, ///< whole numbers
    date,   ///< 2026-11-22, with or without a time behind it
};

/// A day as a number: itself, or days since 1970-01-01. None for what is no such day.
[[nodiscard]] std::optional<std::int32_t> day_in(std::string_view cell, DayStyle style) noexcept;

/// As a log would write it.
[[nodiscard]] std::string day_text(std::int32_t day, DayStyle style);

/// Dates when the first cell that is not missing looks like one.
[[nodiscard]] DayStyle style_of(core::CsvTable const& table, std::size_t column);

inline constexpr std::int32_t no_day_told = INT32_MIN;

/// A column of days; `no_day_told` where the cell is missing. Tells what is neither.
[[nodiscard]] std::vector<std::int32_t> days_in(core::CsvTable const& table, std::size_t column,
                                                DayStyle style, core::Mistakes& mistakes);

} // namespace report::data
