#pragma once

#include "core/mistakes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A CSV file as it was read: a header, and rows of as many cells. Keeps the file's text and twelve
/// bytes a cell, so that a log of a hundred million cells can be held.
class CsvTable {
public:
    explicit CsvTable(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] std::string const& file() const noexcept { return file_; }
    /// Different names, without blanks around them.
    [[nodiscard]] std::vector<std::string> const& header() const noexcept { return header_; }
    [[nodiscard]] std::size_t rows() const noexcept {
        return header_.empty() ? 0 : cells_.size() / header_.size();
    }
    /// A cell without its quotes; valid as long as the table.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
    /// Where a cell begins. Walks through the text: for messages only.
    [[nodiscard]] Place place(std::size_t row, std::size_t column) const;
    /// Index of the column of that name; none, and a mistake told with the names that there are, if
    /// it is missing.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name,
                                                    Mistakes& mistakes) const;

private:
    friend class CsvParser;

    /// Where a field begins in the text (its quote included), in 48 bits, and what it holds.
    struct Cell {
        std::uint32_t begin_low;
        std::uint16_t begin_high;
        std::uint16_t quoted;           ///< 1: its text begins a byte later
        std::int32_t length_or_decoded; ///< bytes of the text; or -1 - index of decoded_

        [[nodiscard]] std::size_t begin() const noexcept {
            return (std::size_t{begin_high} << 32U) | begin_low;
        }
    };
    [[nodiscard]] Cell const& at(std::size_t row, std::size_t column) const;

    std::string file_;
    std::string text_;
    std::vector<std::string> header_;
    std::vector<Cell> cells_;          ///< shape (rows, columns)
    std::vector<std::string> decoded_; ///< cells with doubled quotes or line ends inside
};

/// Reads a CSV file (RFC 4180) in UTF-8: fields separated by commas, quoted with " where need be;
/// lines end in LF, CRLF or CR; the first line is the header. Blank lines do not count. Tells every
/// mistake with its place (ragged rows, quotes that do not close, names given twice, ...); what it
/// returns is of use only when there was none.
[[nodiscard]] CsvTable read_csv(std::string const& path, Mistakes& mistakes);

/// The same for a text that has been read already.
[[nodiscard]] CsvTable parse_csv(std::string text, std::string const& file, Mistakes& mistakes);

/// The number that a whole cell is ("1.5", "-2e3", blanks around it); none for anything else, "inf"
/// and "nan" included.
[[nodiscard]] std::optional<double> number_in(std::string_view cell) noexcept;

/// A column as numbers, shape (rows). Tells each cell that is none, the first 20 of them by place;
/// NaN stands for these.
[[nodiscard]] std::vector<double> numbers_in(CsvTable const& table, std::size_t column,
                                             Mistakes& mistakes);

/// Without blanks and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

} // namespace core
