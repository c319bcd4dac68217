#include "report/data/cells.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace report::data {
namespace {

constexpr std::size_t most_told = 20;

/// The number a cell is, or infinity with its sign, told apart from what is no number at all.
struct ReadNumber {
    std::optional<double> value;
    bool infinite = false;
};

ReadNumber read_number(std::string_view cell) {
    auto const value = core::number_in(cell);
    auto text = std::string(core::trimmed(cell));
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto const bare = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
    return {value, !value && (bare == "inf" || bare == "infinity")};
}

bool within(double value, NumberRange const& range) {
    return value > range.low || (range.low_is_in && value == range.low);
}

/// What is wrong with a number; "" when nothing is.
std::string complaint(std::string_view cell, ReadNumber const& number, NumberRange const& range) {
    if (number.infinite) {
        return fmt::format("\"{}\" is infinite", core::excerpt(cell));
    }
    if (!number.value) {
        return fmt::format("\"{}\" is not a number", core::excerpt(cell));
    }
    return within(*number.value, range) ? "" : fmt::format("{} is too small", *number.value);
}

} // namespace

bool is_missing(std::string_view cell) noexcept {
    auto const text = core::trimmed(cell);
    return text.empty() || text == "NA";
}

std::string canonical(std::string_view cell) {
    auto const number = core::number_in(cell);
    return number ? fmt::format("{}", *number == 0 ? 0.0 : *number)
                  : std::string(core::trimmed(cell));
}

void ColumnMistakes::add(std::size_t row, std::string const& what, std::string const& allowed) {
    if (++count_ <= most_told) {
        mistakes_.add({table_.place(row, column_), table_.header()[column_], what, allowed, ""});
    }
}

ColumnMistakes::~ColumnMistakes() {
    if (count_ > most_told) {
        mistakes_.add({{table_.file(), 0, 0},
                       table_.header()[column_],
                       fmt::format("{} such cells in all", count_),
                       "",
                       ""});
    }
}

std::vector<double> numbers(core::CsvTable const& table, std::size_t column,
                            std::vector<std::size_t> const& rows, NumberRange const& range,
                            core::Mistakes& mistakes) {
    ColumnMistakes told(table, column, mistakes);
    std::vector<double> values;
    values.reserve(rows.size());
    for (auto const row : rows) {
        auto const cell = table.cell(row, column);
        auto const quick = core::number_in(cell);
        if (!quick || !within(*quick, range)) {
            told.add(row, complaint(cell, read_number(cell), range), range.words);
        }
        values.push_back(quick.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    return values;
}

Levels levels(core::CsvTable const& table, std::size_t column,
              std::vector<std::size_t> const& rows) {
    Levels found;
    std::unordered_map<std::string_view, int> as_written;
    std::unordered_map<std::string, int> seen;
    auto const level_of = [&](std::string_view cell) {
        auto const [at, fresh] =
            seen.try_emplace(canonical(cell), static_cast<int>(found.names.size()));
        if (fresh) {
            found.names.push_back(at->first);
            found.all_numbers = found.all_numbers && core::number_in(cell).has_value();
        }
        return at->second;
    };
    found.of.reserve(rows.size());
    for (auto const row : rows) {
        auto const cell = table.cell(row, column);
        auto const [at, fresh] = as_written.try_emplace(cell, 0);
        if (fresh) {
            at->second = level_of(cell);
        }
        found.of.push_back(at->second);
    }
    auto sorted = found.names;
    std::sort(sorted.begin(), sorted.end(), [&](auto const& a, auto const& b) {
        return found.all_numbers ? *core::number_in(a) < *core::number_in(b) : a < b;
    });
    std::vector<int> place(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        place[static_cast<std::size_t>(seen.at(sorted[i]))] = static_cast<int>(i);
    }
    for (auto& of : found.of) {
        of = place[static_cast<std::size_t>(of)];
    }
    found.names = std::move(sorted);
    return found;
}

void limit_groups(Levels const& levels, core::CsvTable const& table, std::size_t column,
                  core::Mistakes& mistakes) {
    constexpr std::size_t most_groups = 64;
    if (levels.names.size() > most_groups) {
        mistakes.add({{table.file(), 0, 0},
                      table.header()[column],
                      fmt::format("holds {} different values", levels.names.size()),
                      fmt::format("at most {} groups", most_groups),
                      ""});
    }
}

void put_first(Levels& levels, std::string const& first, core::CsvTable const& table,
               std::size_t column, core::Mistakes& mistakes) {
    if (first.empty()) {
        return;
    }
    auto const found = std::find(levels.names.begin(), levels.names.end(), canonical(first));
    if (found == levels.names.end()) {
        mistakes.add({{table.file(), 0, 0},
                      table.header()[column],
                      fmt::format("there is no group \"{}\"", core::excerpt(first)),
                      fmt::format("{}", fmt::join(levels.names, ", ")),
                      core::nearest(first, levels.names)});
        return;
    }
    int const at = static_cast<int>(found - levels.names.begin());
    std::rotate(levels.names.begin(), found, found + 1);
    for (auto& of : levels.of) {
        of = of == at ? 0 : of + (of < at ? 1 : 0);
    }
}

} // namespace report::data
