#include "sim/reading/people.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

namespace sim::reading {

using core::schema::Cursor;

namespace {

constexpr std::size_t most_levels = 64;

std::optional<double> usable_number(std::string_view cell) {
    auto const number = core::number_in(cell);
    return number && core::schema::any_number.holds(*number) ? number : std::nullopt;
}

/// The index of the column; tells a column that is not there.
std::optional<std::size_t> column_at(core::CsvTable const& table, Cursor const& column) {
    auto const& name = column.node().text;
    auto const found = std::find(table.header().begin(), table.header().end(), name);
    if (found == table.header().end()) {
        column.complain(fmt::format("{} has no column \"{}\"", table.file(), core::excerpt(name)),
                        fmt::format("{}", fmt::join(table.header(), ", ")),
                        core::nearest(name, table.header()));
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - table.header().begin());
}

/// Codes of the words in ascending order of the words.
CsvColumn categories(core::CsvTable const& table, std::size_t at,
                     std::set<std::string> const& words) {
    CsvColumn column{{}, {words.begin(), words.end()}};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const word = words.find(std::string(table.cell(row, at)));
        column.values.push_back(static_cast<double>(std::distance(words.begin(), word)));
    }
    return column;
}

/// The column's cells as numbers; tells the first that is none.
std::optional<CsvColumn> numbers_at(core::CsvTable const& table, std::size_t at,
                                    Cursor const& column) {
    CsvColumn numbers;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const number = usable_number(table.cell(row, at));
        if (!number) {
            auto const use = column.located(0);
            column.mistakes().add(
                {table.place(row, at), use.path,
                 fmt::format("\"{}\" is not a number", core::excerpt(table.cell(row, at))),
                 core::schema::any_number.words(), ""});
            return std::nullopt;
        }
        numbers.values.push_back(*number);
    }
    return numbers;
}

} // namespace

std::optional<core::CsvTable> open_csv(Cursor const& named, std::string const& from) {
    auto const path = core::beside(from, named.node().text);
    core::Mistakes found;
    auto table = core::read_csv(path, found);
    for (auto mistake : found.in_order()) {
        if (mistake.place.line == 0) {
            named.complain(fmt::format("{}: {}", path, mistake.what), mistake.allowed,
                           mistake.suggestion);
        } else {
            named.mistakes().add(std::move(mistake));
        }
    }
    if (found.empty() && table.rows() == 0) {
        named.complain(fmt::format("{} holds no rows", path));
    }
    return found.empty() && table.rows() > 0 ? std::optional(std::move(table)) : std::nullopt;
}

std::optional<CsvColumn> numbers_of(core::CsvTable const& table, Cursor const& column) {
    auto const at = column_at(table, column);
    return at ? numbers_at(table, *at, column) : std::nullopt;
}

std::optional<CsvColumn> values_of(core::CsvTable const& table, Cursor const& column) {
    auto const at = column_at(table, column);
    if (!at) {
        return std::nullopt;
    }
    std::set<std::string> words;
    bool any_number = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const cell = table.cell(row, *at);
        words.emplace(cell);
        any_number = any_number || usable_number(cell).has_value();
    }
    if (any_number) {
        return numbers_at(table, *at, column);
    }
    if (words.size() > most_levels || words.contains("")) {
        column.complain(fmt::format("column \"{}\" of {} {}", column.node().text, table.file(),
                                    words.contains("")
                                        ? "has empty cells"
                                        : fmt::format("holds {} different words", words.size())),
                        fmt::format("numbers, or at most {} different words", most_levels));
        return std::nullopt;
    }
    return categories(table, *at, words);
}

} // namespace sim::reading
