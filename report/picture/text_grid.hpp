#pragma once

#include "report/picture/axis.hpp"
#include "report/picture/lettering.hpp"
#include "report/picture/text_canvas.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace report::picture {

/// Of what belongs to no group, and is drawn without colour.
inline constexpr std::size_t no_group = static_cast<std::size_t>(-1);

/// A rectangle of characters. Each cell has 2 x 4 dots as well (braille), so that curves are drawn
/// finer than characters.
class TextGrid {
public:
    static constexpr std::size_t dots_across = 2;
    static constexpr std::size_t dots_down = 4;

    TextGrid(std::size_t columns, std::size_t rows, Colours colours);

    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t rows() const noexcept { return cells_.size() / columns_; }
    /// Puts one character, one column wide, over whatever is there.
    void put(std::size_t column, std::size_t row, std::string_view glyph,
             std::size_t group = no_group);
    [[nodiscard]] bool empty(std::size_t column, std::size_t row) const;
    /// A dot, unless a character stands there; x in 0 .. dots_across * columns - 1, y from the top
    /// in 0
    /// .. dots_down * rows - 1.
    void dot(std::size_t x, std::size_t y, std::size_t group);
    /// A row without spaces at its end.
    [[nodiscard]] std::string line(std::size_t row) const;

private:
    struct Cell {
        std::string glyph;
        std::size_t group = no_group;
        unsigned dots = 0;
    };
    [[nodiscard]] Cell& cell(std::size_t column, std::size_t row);

    std::size_t columns_;
    Colours colours_;
    std::vector<Cell> cells_;
};

/// The letter of the i-th group: a .. z, A .. Z, and again.
[[nodiscard]] std::string letter_of(std::size_t group);

/// The text between the codes that give it a group's colour.
[[nodiscard]] std::string coloured(std::string_view text, std::size_t group, Colours colours);

/// At most `columns` wide, the end of a longer text replaced by an ellipsis; shorter ones as they
/// are.
[[nodiscard]] std::string fitted(std::string_view utf8, std::size_t columns, Letters letters);
/// The text with spaces up to `columns`.
[[nodiscard]] std::string left_aligned(std::string_view utf8, std::size_t columns);
[[nodiscard]] std::string right_aligned(std::string_view utf8, std::size_t columns);

/// Columns that pictures use of a canvas.
[[nodiscard]] std::size_t used_width(TextCanvas const& canvas);

/// Title and subtitle, or the caption, as lines.
[[nodiscard]] std::string heading_lines(Lettering const& words, std::size_t width);
[[nodiscard]] std::string caption_lines(Lettering const& words, std::size_t width);

/// Texts below an axis, each around its column, as one line; `text` empty: none there.
struct Centred {
    std::size_t column = 0;
    std::string text;
};
[[nodiscard]] std::string centred_line(std::vector<Centred> const& parts);

/// Which of the columns keep their text when none may touch its neighbour.
/// @param widths  of the widest text in each column
[[nodiscard]] std::vector<std::size_t> columns_apart(std::vector<std::size_t> const& columns,
                                                     std::vector<std::size_t> const& widths);

} // namespace report::picture
