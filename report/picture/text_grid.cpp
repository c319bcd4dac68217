#include "report/picture/text_grid.hpp"

#include "core/contract.hpp"
#include "report/text/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace report::picture {
namespace {

constexpr std::size_t widest_picture = 100;

/// Nearest to the palette of Okabe and Ito among the 256 of terminals; 0: as the terminal writes.
constexpr std::array<unsigned, 7> terminal_colours{32, 214, 36, 175, 166, 74, 0};

/// The character of a set of braille dots, UTF-8.
std::string braille(unsigned dots) {
    unsigned const code = 0x2800U + dots;
    return {static_cast<char>(0xE0U | (code >> 12U)),
            static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
            static_cast<char>(0x80U | (code & 0x3FU))};
}

/// Bits of the dots of a cell, shape (dots_down, dots_across). Source: Unicode, U+2800.
constexpr std::array<std::array<unsigned, 2>, 4> dot_bits{
    {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};

} // namespace

TextGrid::TextGrid(std::size_t columns, std::size_t rows, Colours colours)
    : columns_(columns), colours_(colours), cells_(columns * rows) {
    HOLDFAST_EXPECT(columns > 0 && rows > 0);
}

TextGrid::Cell& TextGrid::cell(std::size_t column, std::size_t row) {
    HOLDFAST_EXPECT(column < columns_ && row < rows());
    return cells_[row * columns_ + column];
}

void TextGrid::put(std::size_t column, std::size_t row, std::string_view glyph, std::size_t group) {
    cell(column, row) = {std::string(glyph), group, 0};
}

bool TextGrid::empty(std::size_t column, std::size_t row) const {
    auto const& at = cells_[row * columns_ + column];
    return at.glyph.empty() && at.dots == 0;
}

void TextGrid::dot(std::size_t x, std::size_t y, std::size_t group) {
    auto& at = cell(x / dots_across, y / dots_down);
    if (!at.glyph.empty()) {
        return;
    }
    // Dots of several groups in one cell belong to none of them.
    at.group = at.dots == 0 || at.group == group ? group : no_group;
    at.dots |= dot_bits[y % dots_down][x % dots_across];
}

std::string TextGrid::line(std::size_t row) const {
    std::string text;
    std::size_t spaces = 0;
    for (std::size_t column = 0; column < columns_; ++column) {
        auto const& at = cells_[row * columns_ + column];
        auto const glyph = at.glyph.empty() && at.dots != 0 ? braille(at.dots) : at.glyph;
        if (glyph.empty() || glyph == " ") {
            ++spaces;
            continue;
        }
        text += std::string(spaces, ' ') + coloured(glyph, at.group, colours_);
        spaces = 0;
    }
    return text;
}

std::string letter_of(std::size_t group) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return std::string(1, letters[group % letters.size()]);
}

std::string coloured(std::string_view text, std::size_t group, Colours colours) {
    unsigned const code = group == no_group ? 0 : terminal_colours[group % terminal_colours.size()];
    return colours == Colours::none || code == 0
               ? std::string(text)
               : fmt::format("\033[38;5;{}m{}\033[0m", code, text);
}

std::string fitted(std::string_view utf8, std::size_t columns, Letters letters) {
    if (display_width(utf8) <= columns) {
        return std::string(utf8);
    }
    std::string const ellipsis = letters == Letters::ascii ? "..." : "\u2026";
    std::size_t const room = columns - std::min(columns, display_width(ellipsis));
    std::size_t kept = 0;
    for (std::size_t at = 1; at <= utf8.size(); ++at) {
        bool const whole =
            at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
        if (whole && display_width(utf8.substr(0, at)) <= room) {
            kept = at;
        }
    }
    return std::string(utf8.substr(0, kept)) + ellipsis;
}

std::string left_aligned(std::string_view utf8, std::size_t columns) {
    return std::string(utf8) + std::string(columns - std::min(columns, display_width(utf8)), ' ');
}

std::string right_aligned(std::string_view utf8, std::size_t columns) {
    return std::string(columns - std::min(columns, display_width(utf8)), ' ') + std::string(utf8);
}

std::size_t used_width(TextCanvas const& canvas) {
    HOLDFAST_EXPECT(canvas.width >= narrowest_canvas && canvas.rows >= 4);
    return std::min(canvas.width, widest_picture);
}

std::string heading_lines(Lettering const& words, std::size_t width) {
    return (words.title.empty() ? "" : wrapped(words.title, width)) +
           (words.subtitle.empty() ? "" : wrapped(words.subtitle, width));
}

std::string caption_lines(Lettering const& words, std::size_t width) {
    return words.caption.empty() ? "" : wrapped(words.caption, width);
}

std::string centred_line(std::vector<Centred> const& parts) {
    std::string line;
    std::size_t filled = 0;
    for (auto const& part : parts) {
        std::size_t const width = display_width(part.text);
        std::size_t const start = part.column - std::min(part.column, width / 2);
        if (width > 0) {
            std::size_t const spaces = start - std::min(start, filled);
            line += std::string(spaces, ' ') + part.text;
            filled += spaces + width;
        }
    }
    return line + '\n';
}

std::vector<std::size_t> columns_apart(std::vector<std::size_t> const& columns,
                                       std::vector<std::size_t> const& widths) {
    std::vector<std::size_t> kept;
    std::size_t free_from = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t const start = columns[i] - std::min(columns[i], widths[i] / 2);
        if (kept.empty() || start > free_from) {
            kept.push_back(i);
            free_from = start + widths[i];
        }
    }
    return kept;
}

} // namespace report::picture
