#pragma once

#include "core/mistakes.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A CSV file as it was read: a header, and rows of as many cells.
struct CsvTable {
    std::string file;
    std::vector<std::string> header;             ///< different names, without blanks around them
    std::vector<std::vector<std::string>> cells; ///< shape (rows, columns), without their quotes
    std::vector<std::vector<int>> columns;       ///< where a cell begins in its line, same shape
    std::vector<int> lines;                      ///< the line on which a row begins, shape (rows)

    [[nodiscard]] std::size_t rows() const noexcept { return cells.size(); }
    /// Where a cell stands (where its row begins, if a cell before it spans lines).
    [[nodiscard]] Place place(std::size_t row, std::size_t column) const;
    /// Index of the column of that name; none, and a mistake told with the names that there are, if
    /// it is missing.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name,
                                                    Mistakes& mistakes) const;
};

/// Reads a CSV file (RFC 4180) in UTF-8: fields separated by commas, quoted with " where need be;
/// lines end in LF, CRLF or CR; the first line is the header. Blank lines do not count. Tells every
/// mistake with its place (ragged rows, quotes that do not close, names given twice, ...); what it
/// returns is of use only when there was none.
[[nodiscard]] CsvTable read_csv(std::string const& path, Mistakes& mistakes);

/// The same for a text that has been read already.
[[nodiscard]] CsvTable parse_csv(std::string_view text, std::string const& file,
                                 Mistakes& mistakes);

/// The number that a whole cell is ("1.5", "-2e3", blanks around it); none for anything else, "inf"
/// and "nan" included.
[[nodiscard]] std::optional<double> number_in(std::string_view cell) noexcept;

/// A column as numbers, shape (rows). Tells each cell that is none, the first 20 of them by place;
/// NaN stands for these.
[[nodiscard]] std::vector<double> numbers_in(CsvTable const& table, std::size_t column,
                                             Mistakes& mistakes);

/// Writes CSV: quotes where need be, LF at the end of rows, numbers in the fewest digits that read
/// back as the same number, nothing for NaN.
class CsvWriter {
public:
    explicit CsvWriter(std::ostream& stream) : stream_(stream) {}

    CsvWriter& cell(std::string_view text);
    CsvWriter& cell(char const* text) { return cell(std::string_view(text)); }
    CsvWriter& cell(double value);
    CsvWriter& cell(std::int64_t value);
    CsvWriter& cell(std::uint64_t value);
    CsvWriter& cell(int value) { return cell(static_cast<std::int64_t>(value)); }
    void end_row();

private:
    void separate();

    std::ostream& stream_;
    bool row_begun_ = false;
};

} // namespace core
