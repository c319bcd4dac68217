#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace report {

/// Columns that UTF-8 text takes on a terminal: combining marks take none, East Asian wide
/// characters two.
[[nodiscard]] std::size_t display_width(std::string_view utf8) noexcept;

/// Text broken at spaces into lines of at most `width` columns; a longer word stands alone. Lines
/// after the first are indented by `indent` spaces, the first by `first_indent`. Ends with a
/// newline.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0,
                                  std::size_t first_indent = 0);

/// The columns of the terminal at standard output; `otherwise` when it is none.
[[nodiscard]] std::size_t terminal_width(std::size_t otherwise = 100);

enum class Align { left, right };

/// Rows of text in aligned columns, two spaces apart, under a ruled heading.
class TextTable {
public:
    struct Column {
        std::string heading;
        Align align = Align::left;
    };

    explicit TextTable(std::vector<Column> columns, std::size_t indent = 0);

    /// As many cells as there are columns.
    void add_row(std::vector<std::string> cells);
    /// A line of its own above the rows that it names; it takes no part in the widths of columns.
    void add_heading(std::string text);
    /// A thin rule across, to part groups of rows.
    void add_rule();
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    /// The table; when the lines would be wider than `width` columns the widest left-aligned column
    /// is wrapped.
    [[nodiscard]] std::string str(std::size_t width = 0) const;

private:
    static constexpr std::size_t gap = 2; ///< columns between columns

    /// Of each column, so that the table fits into `width` where it can; 0: as wide as needed.
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t width) const;
    [[nodiscard]] std::size_t longest_word(std::size_t column) const;
    /// One row, its cells broken into lines where they are wider than their column.
    [[nodiscard]] std::string lines(std::vector<std::string> const& cells,
                                    std::vector<std::size_t> const& widths) const;

    std::vector<Column> columns_;
    std::size_t indent_;
    std::vector<std::vector<std::string>> rows_; ///< a rule has no cells, a heading one
};

} // namespace report
