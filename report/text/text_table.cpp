#include "report/text/text_table.hpp"

#include "core/contract.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <sstream>

namespace report {

namespace {

struct CodeRange {
    std::uint32_t first;
    std::uint32_t last;
};

/// Marks that sit on the character before them, and joiners. Source: Unicode 15, general categories
/// Mn and Cf, the common ones.
constexpr std::array no_width{CodeRange{0x0300, 0x036F}, CodeRange{0x200B, 0x200F},
                              CodeRange{0x20D0, 0x20FF}, CodeRange{0xFE00, 0xFE0F}};
/// Source: Unicode 15, EastAsianWidth, W and F, the common blocks.
constexpr std::array two_wide{
    CodeRange{0x1100, 0x115F}, CodeRange{0x2E80, 0xA4CF},   CodeRange{0xAC00, 0xD7A3},
    CodeRange{0xF900, 0xFAFF}, CodeRange{0xFE30, 0xFE6F},   CodeRange{0xFF00, 0xFF60},
    CodeRange{0xFFE0, 0xFFE6}, CodeRange{0x1F300, 0x1FAFF}, CodeRange{0x20000, 0x3FFFD},
};

template <class Ranges>
bool within(Ranges const& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](CodeRange const& range) {
        return code >= range.first && code <= range.last;
    });
}

/// The code point that starts at `at`, which moves behind it; a byte that starts none counts as
/// itself.
std::uint32_t next_code(std::string_view utf8, std::size_t& at) {
    auto const lead = static_cast<unsigned char>(utf8[at++]);
    if (lead < 0xC0) {
        return lead;
    }
    std::uint32_t code = lead >= 0xF0 ? lead & 0x07U : lead >= 0xE0 ? lead & 0x0FU : lead & 0x1FU;
    while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) {
        code = (code << 6) | (static_cast<unsigned char>(utf8[at++]) & 0x3FU);
    }
    return code;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (char const c : text) {
        if (c == ' ' || c == '\n' || c == '\t') {
            if (!word.empty()) {
                words.push_back(std::move(word));
                word.clear();
            }
        } else {
            word += c;
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

/// The lines of a text broken at spaces, without indents.
std::vector<std::string> lines_of(std::string_view text, std::size_t width,
                                  std::size_t first_width) {
    std::vector<std::string> lines(1);
    std::size_t room = first_width;
    for (auto const& word : words_of(text)) {
        auto& line = lines.back();
        if (line.empty()) {
            line = word;
        } else if (display_width(line) + 1 + display_width(word) <= room) {
            line += ' ' + word;
        } else {
            lines.push_back(word);
            room = width;
        }
    }
    return lines;
}

std::string padded(std::string const& cell, std::size_t width, Align align) {
    std::string const space(width - std::min(width, display_width(cell)), ' ');
    return align == Align::right ? space + cell : cell + space;
}

void trim_right(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

} // namespace

std::size_t display_width(std::string_view utf8) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        auto const code = next_code(utf8, at);
        width += within(no_width, code) ? 0U : within(two_wide, code) ? 2U : 1U;
    }
    return width;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent,
                    std::size_t first_indent) {
    std::string out(first_indent, ' ');
    auto const lines =
        lines_of(text, width - std::min(width, indent), width - std::min(width, first_indent));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        out += (i == 0 ? "" : std::string(indent, ' ')) + lines[i] + '\n';
    }
    return out;
}

std::size_t terminal_width(std::size_t otherwise) {
    winsize size{};
    bool const known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : otherwise;
}

TextTable::TextTable(std::vector<Column> columns, std::size_t indent)
    : columns_(std::move(columns)), indent_(indent) {
    HOLDFAST_EXPECT(!columns_.empty());
}

void TextTable::add_row(std::vector<std::string> cells) {
    HOLDFAST_EXPECT(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

void TextTable::add_rule() {
    rows_.emplace_back();
}

void TextTable::add_heading(std::string text) {
    HOLDFAST_EXPECT(columns_.size() > 1);
    rows_.push_back({std::move(text)});
}

std::size_t TextTable::longest_word(std::size_t column) const {
    std::size_t longest = 0;
    for (auto const& row : rows_) {
        if (row.size() == columns_.size()) {
            std::istringstream words(row[column]);
            for (std::string word; words >> word;) {
                longest = std::max(longest, display_width(word));
            }
        }
    }
    return longest;
}

std::vector<std::size_t> TextTable::widths(std::size_t width) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        widths.push_back(display_width(columns_[c].heading));
        for (auto const& row : rows_) {
            widths[c] =
                std::max(widths[c], row.size() < columns_.size() ? 0 : display_width(row[c]));
        }
    }
    std::size_t widest = columns_.size();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        bool const left = columns_[c].align == Align::left;
        widest = left && (widest == columns_.size() || widths[c] >= widths[widest]) ? c : widest;
    }
    if (width == 0 || widest == columns_.size()) {
        return widths;
    }
    std::size_t total = indent_ + gap * (columns_.size() - 1);
    for (auto const one : widths) {
        total += one;
    }
    auto& flexible = widths[widest];
    // Rather wider lines than columns that a word leaves.
    std::size_t const least = std::max(std::min<std::size_t>(flexible, 12), longest_word(widest));
    flexible =
        total > width ? std::max(least, flexible - std::min(flexible, total - width)) : flexible;
    return widths;
}

std::string TextTable::lines(std::vector<std::string> const& cells,
                             std::vector<std::size_t> const& widths) const {
    std::vector<std::vector<std::string>> broken;
    std::size_t height = 1;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        bool const fits = display_width(cells[c]) <= widths[c];
        broken.push_back(fits ? std::vector{cells[c]} : lines_of(cells[c], widths[c], widths[c]));
        height = std::max(height, broken.back().size());
    }
    std::string out;
    for (std::size_t l = 0; l < height; ++l) {
        std::string line(indent_, ' ');
        for (std::size_t c = 0; c < cells.size(); ++c) {
            line += std::string(c == 0 ? 0 : gap, ' ') +
                    padded(l < broken[c].size() ? broken[c][l] : "", widths[c], columns_[c].align);
        }
        trim_right(line);
        out += line + '\n';
    }
    return out;
}

std::string TextTable::str(std::size_t width) const {
    auto const column_widths = widths(width);
    std::size_t across = gap * (columns_.size() - 1);
    std::vector<std::string> headings;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        headings.push_back(columns_[c].heading);
        across += column_widths[c];
    }
    std::string rule(indent_, ' ');
    for (std::size_t i = 0; i < across; ++i) {
        rule += "─";
    }
    rule += '\n';

    std::string out = lines(headings, column_widths) + rule;
    for (auto const& row : rows_) {
        bool const heading = row.size() == 1 && columns_.size() > 1;
        out += row.empty() ? rule
               : heading   ? std::string(indent_, ' ') + row.front() + '\n'
                           : lines(row, column_widths);
    }
    return out;
}

} // namespace report
