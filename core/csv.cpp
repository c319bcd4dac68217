#include "core/csv.hpp"

#include "core/contract.hpp"
#include "core/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <ostream>
#include <system_error>
#include <unordered_set>

namespace core {

namespace {

/// More of the same kind would only bury the other mistakes.
constexpr std::size_t most_told = 20;

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Walks through a text a field at a time, and knows line and column.
class CsvScanner {
public:
    CsvScanner(std::string_view text, std::string const& file, Mistakes& mistakes)
        : text_(text), file_(file), mistakes_(mistakes) {}

    struct Row {
        std::vector<std::string> cells;
        std::vector<int> columns;
        int line = 0;
    };

    /// The next row that is not blank; false at the end.
    bool next(Row& row) {
        while (at_line_end() && at_ < text_.size()) {
            end_line();
        }
        if (at_ >= text_.size()) {
            return false;
        }
        row = {};
        row.line = line_;
        read_field(row);
        while (peek() == ',') {
            step();
            read_field(row);
        }
        end_line();
        return true;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    [[nodiscard]] bool at_line_end() const {
        return at_ >= text_.size() || peek() == '\n' || peek() == '\r';
    }
    [[nodiscard]] bool at_field_end() const { return at_line_end() || peek() == ','; }
    [[nodiscard]] Place here() const { return {file_, line_, column_}; }

    /// One byte on; only the first byte of a character counts as a column.
    void step() {
        ++at_;
        if ((static_cast<unsigned char>(peek()) & 0xC0U) != 0x80U) {
            ++column_;
        }
    }

    /// Past LF, CRLF or CR.
    void end_line() {
        at_ += peek() == '\r' && peek(1) == '\n' ? std::size_t{2} : std::size_t{1};
        ++line_;
        column_ = 1;
    }

    void read_field(Row& row) {
        row.columns.push_back(column_);
        row.cells.push_back(peek() == '"' ? quoted() : plain());
    }

    std::string plain() {
        std::size_t const begin = at_;
        bool told = false;
        while (!at_field_end()) {
            if (peek() == '"' && !told) {
                told = true;
                complain(here(), "a quote inside a field that does not begin with one",
                         "a field with quotes is written \"so, with each \"\" doubled\"");
            }
            step();
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string quoted() {
        Place const opening = here();
        std::string field;
        step();
        while (at_ < text_.size()) {
            if (peek() == '"' && peek(1) != '"') {
                step();
                after_quotes();
                return field;
            }
            if (peek() == '"') {
                step();
            }
            take(field);
        }
        complain(opening, "this quote is never closed", "");
        return field;
    }

    /// Takes one byte, or a line's end, into a quoted field.
    void take(std::string& field) {
        if (!at_line_end()) {
            field += peek();
            step();
            return;
        }
        field += '\n';
        end_line();
    }

    void after_quotes() {
        if (!at_field_end()) {
            complain(here(), "text after the closing quote", "a comma or the end of the line");
        }
        while (!at_field_end()) {
            step();
        }
    }

    void complain(Place place, std::string what, std::string allowed) {
        mistakes_.add({std::move(place), "", std::move(what), std::move(allowed), ""});
    }

    std::string_view text_;
    std::string const& file_;
    Mistakes& mistakes_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

/// Takes the names of the columns; tells those that are missing or given twice.
void take_header(CsvScanner::Row const& row, CsvTable& table, Mistakes& mistakes) {
    std::unordered_set<std::string> seen;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
        std::string name(trimmed(row.cells[c]));
        Place const place{table.file, row.line, row.columns[c]};
        if (name.empty()) {
            mistakes.add({place, "", fmt::format("column {} has no name", c + 1), "", ""});
        } else if (!seen.insert(name).second) {
            mistakes.add(
                {place, "", fmt::format("column \"{}\" is there twice", excerpt(name)), "", ""});
        }
        table.header.push_back(std::move(name));
    }
    if (row.cells.size() == 1 && row.cells[0].find_first_of(";\t") != std::string::npos) {
        mistakes.add({{table.file, row.line, 1},
                      "",
                      fmt::format("fields seem to be separated by {}",
                                  row.cells[0].find(';') != std::string::npos ? "\";\"" : "tabs"),
                      "commas",
                      ""});
    }
}

std::string counted(std::size_t n, char const* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

} // namespace

Place CsvTable::place(std::size_t row, std::size_t column) const {
    HOLDFAST_EXPECT(row < lines.size() && column < columns[row].size());
    return {file, lines[row], columns[row][column]};
}

std::optional<std::size_t> CsvTable::column(std::string_view name, Mistakes& mistakes) const {
    auto const found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
        mistakes.add({{file, 0, 0},
                      "",
                      fmt::format("there is no column \"{}\"", excerpt(name)),
                      fmt::format("{}", fmt::join(header, ", ")),
                      nearest(name, header)});
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - header.begin());
}

CsvTable parse_csv(std::string_view text, std::string const& file, Mistakes& mistakes) {
    CsvTable table{file, {}, {}, {}, {}};
    CsvScanner scanner(text, file, mistakes);
    CsvScanner::Row row;
    if (!scanner.next(row)) {
        mistakes.add(
            {{file, 0, 0}, "", "is empty", "a line with the names of the columns, then rows", ""});
        return table;
    }
    take_header(row, table, mistakes);
    std::size_t ragged = 0;
    while (scanner.next(row)) {
        if (row.cells.size() != table.header.size() && ++ragged <= most_told) {
            mistakes.add({{file, row.line, 1},
                          "",
                          fmt::format("{} in this row", counted(row.cells.size(), "field")),
                          fmt::format("{}, as in the header", table.header.size()),
                          ""});
        }
        table.cells.push_back(std::move(row.cells));
        table.columns.push_back(std::move(row.columns));
        table.lines.push_back(row.line);
    }
    if (ragged > most_told) {
        mistakes.add({{file, 0, 0},
                      "",
                      fmt::format("{} in all do not have as many fields as the header",
                                  counted(ragged, "row")),
                      "",
                      ""});
    }
    return table;
}

CsvTable read_csv(std::string const& path, Mistakes& mistakes) {
    auto const text = read_text(path, mistakes);
    return text ? parse_csv(*text, path, mistakes) : CsvTable{path, {}, {}, {}, {}};
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
        auto const& cell = table.cells[row][column];
        auto const number = number_in(cell);
        if (!number && ++wrong <= most_told) {
            mistakes.add({table.place(row, column), table.header[column],
                          trimmed(cell).empty() ? "is empty"
                                                : fmt::format("\"{}\" is no number", excerpt(cell)),
                          "", ""});
        }
        numbers.push_back(number.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    if (wrong > most_told) {
        mistakes.add({{table.file, 0, 0},
                      table.header[column],
                      fmt::format("{} in all hold no number", counted(wrong, "cell")),
                      "",
                      ""});
    }
    return numbers;
}

void CsvWriter::separate() {
    if (row_begun_) {
        stream_ << ',';
    }
    row_begun_ = true;
}

CsvWriter& CsvWriter::cell(std::string_view text) {
    separate();
    // A blank row would be lost by readers, so that an empty text is quoted; NaN stays empty.
    if (!text.empty() && text.find_first_of(",\"\n\r") == std::string_view::npos) {
        stream_ << text;
        return *this;
    }
    stream_ << '"';
    for (char const c : text) {
        stream_ << (c == '"' ? "\"\"" : std::string_view(&c, 1));
    }
    stream_ << '"';
    return *this;
}

CsvWriter& CsvWriter::cell(double value) {
    separate();
    if (!std::isnan(value)) {
        stream_ << fmt::format("{}", value);
    }
    return *this;
}

CsvWriter& CsvWriter::cell(std::int64_t value) {
    separate();
    stream_ << value;
    return *this;
}

CsvWriter& CsvWriter::cell(std::uint64_t value) {
    separate();
    stream_ << value;
    return *this;
}

void CsvWriter::end_row() {
    stream_ << '\n';
    row_begun_ = false;
}

} // namespace core
