#include "report/data/days.hpp"

#include "core/text_file.hpp"
#include "report/data/cells.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace report::data {
namespace {

constexpr std::size_t length_of_date = 10; ///< 2026-11-22

/// Digits only; none when there is anything else.
std::optional<int> digits(std::string_view text) noexcept {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<std::int32_t> date_in(std::string_view text) noexcept {
    bool const shaped = text.size() >= length_of_date && text[4] == '-' && text[7] == '-' &&
                        (text.size() == length_of_date || text[length_of_date] == 'T' ||
                         text[length_of_date] == ' ');
    if (!shaped) {
        return std::nullopt;
    }
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    std::chrono::year_month_day const date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(static_cast<std::int32_t>(
                           std::chrono::sys_days{date}.time_since_epoch().count()))
                     : std::nullopt;
}

std::optional<std::int32_t> number_of_day(std::string_view text) noexcept {
    constexpr double most = 1e9;
    auto const number = core::number_in(text);
    bool const whole = number && std::floor(*number) == *number && std::abs(*number) <= most;
    return whole ? std::optional(static_cast<std::int32_t>(*number)) : std::nullopt;
}

} // namespace

std::optional<std::int32_t> day_in(std::string_view cell, DayStyle style) noexcept {
    auto const text = core::trimmed(cell);
    return style == DayStyle::date ? date_in(text) : number_of_day(text);
}

std::string day_text(std::int32_t day, DayStyle style) {
    if (style == DayStyle::number) {
        return std::to_string(day);
    }
    std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{day}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

DayStyle style_of(core::CsvTable const& table, std::size_t column) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const cell = table.cell(row, column);
        if (!is_missing(cell)) {
            return date_in(core::trimmed(cell)) ? DayStyle::date : DayStyle::number;
        }
    }
    return DayStyle::number;
}

std::vector<std::int32_t> days_in(core::CsvTable const& table, std::size_t column, DayStyle style,
                                  core::Mistakes& mistakes) {
    ColumnMistakes told(table, column, mistakes);
    std::vector<std::int32_t> days(table.rows(), no_day_told);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const cell = table.cell(row, column);
        if (is_missing(cell)) {
            continue;
        }
        auto const day = day_in(cell, style);
        if (!day) {
            told.add(row, fmt::format("\"{}\" is no day", core::excerpt(cell)),
                     style == DayStyle::date ? "a date like 2026-11-22" : "a whole number");
        }
        days[row] = day.value_or(no_day_told);
    }
    return days;
}

} // namespace report::data
