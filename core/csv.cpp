#include "core/csv.hpp"

#include "core/contract.hpp"
#include "core/csv_parser.hpp"
#include "core/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <system_error>

namespace core {

namespace {

constexpr std::size_t largest_csv = std::size_t{16} << 30U;

} // namespace

std::string_view trimmed(std::string_view text) noexcept {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

CsvTable::Cell const& CsvTable::at(std::size_t row, std::size_t column) const {
    HOLDFAST_EXPECT(row < rows() && column < header_.size());
    return cells_[row * header_.size() + column];
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
    auto const& cell = at(row, column);
    if (cell.length_or_decoded < 0) {
        return decoded_[static_cast<std::size_t>(-1 - cell.length_or_decoded)];
    }
    return std::string_view(text_).substr(cell.begin() + cell.quoted,
                                          static_cast<std::size_t>(cell.length_or_decoded));
}

Place CsvTable::place(std::size_t row, std::size_t column) const {
    return place_in(text_, at(row, column).begin(), file_);
}

std::optional<std::size_t> CsvTable::column(std::string_view name, Mistakes& mistakes) const {
    auto const found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) {
        mistakes.add({{file_, 0, 0},
                      "",
                      fmt::format("there is no column \"{}\"", excerpt(name)),
                      fmt::format("{}", fmt::join(header_, ", ")),
                      nearest(name, header_)});
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - header_.begin());
}

CsvTable parse_csv(std::string text, std::string const& file, Mistakes& mistakes) {
    return CsvParser(std::move(text), file, mistakes).table();
}

CsvTable read_csv(std::string const& path, Mistakes& mistakes) {
    auto text = read_text(path, mistakes, largest_csv);
    return text ? parse_csv(std::move(*text), path, mistakes) : CsvTable(path);
}

std::optional<double> number_in(std::string_view cell) noexcept {
    auto text = trimmed(cell);
    // from_chars knows no plus sign.
    if (text.starts_with('+') && !text.starts_with("+-")) {
        text.remove_prefix(1);
    }
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::vector<double> numbers_in(CsvTable const& table, std::size_t column, Mistakes& mistakes) {
    std::vector<double> numbers;
    numbers.reserve(table.rows());
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const cell = table.cell(row, column);
        auto const number = number_in(cell);
        if (!number && ++wrong <= most_told) {
            mistakes.add({table.place(row, column), table.header()[column],
                          trimmed(cell).empty() ? "is empty"
                                                : fmt::format("\"{}\" is no number", excerpt(cell)),
                          "", ""});
        }
        numbers.push_back(number.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    if (wrong > most_told) {
        mistakes.add({{table.file(), 0, 0},
                      table.header()[column],
                      fmt::format("{} cells in all hold no number", wrong),
                      "",
                      ""});
    }
    return numbers;
}

} // namespace core
