#pragma once

#include "core/csv.hpp"

#include <cstddef>
#include <string>

namespace core {

/// Mistakes of one kind that are listed; more would only bury the others.
inline constexpr std::size_t most_told = 20;

/// Walks through a text once, a field at a time, and fills a CsvTable; line and column are found
/// only for mistakes.
class CsvParser {
public:
    CsvParser(std::string text, std::string const& file, Mistakes& mistakes);

    [[nodiscard]] CsvTable table();

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept;
    [[nodiscard]] bool at_line_end() const noexcept;
    [[nodiscard]] bool at_field_end() const noexcept { return at_line_end() || peek() == ','; }
    /// Past LF, CRLF or CR.
    void end_line() noexcept;
    /// Past lines with nothing on them; false at the end of the text.
    bool begin_row() noexcept;
    /// A row's cells are added to the table; gives their number.
    std::size_t read_row();
    void read_field();
    void read_plain();
    void read_quoted();
    void skip_after_quotes();
    void keep(std::size_t begin, std::size_t end, bool quoted);
    void keep_decoded(std::size_t begin, std::string_view raw);

    void take_header();
    void tell_other_separator();
    void make_rectangular(std::size_t row_begin, std::size_t cells);
    void complain(std::size_t at, std::string what, std::string allowed);

    CsvTable table_;
    Mistakes& mistakes_;
    std::size_t at_ = 0;
    std::size_t ragged_ = 0;
};

} // namespace core
