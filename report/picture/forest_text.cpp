#include "report/picture/forest_layout.hpp"
#include "report/picture/text_grid.hpp"
#include "report/text/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace report::picture {
namespace {

constexpr std::size_t gap = 2; ///< between columns
constexpr std::size_t narrowest_plot = 15;
constexpr std::size_t narrowest_names = 16;
constexpr std::size_t widest_plot = 49;

/// The signs that rows are drawn with.
struct Signs {
    std::string_view line, mark, left_end, right_end, left_arrow, right_arrow, null;
    std::string_view summary_line, summary_mark, summary_left, summary_right;
};

constexpr Signs ascii_signs{"-", "o", "|", "|", "<", ">", ":", "=", "O", "[", "]"};
constexpr Signs unicode_signs{"\u2500", "\u25A0", "\u251C", "\u2524", "\u25C4", "\u25BA",
                              "\u2506", "\u2550", "\u25C6", "\u255E", "\u2561"};

Signs const& signs_of(TextCanvas const& canvas) {
    return canvas.letters == Letters::ascii ? ascii_signs : unicode_signs;
}

/// Widths of the columns: names, the plot, numbers, notes. Where names have no room beside the plot
/// they stand above it.
struct Widths {
    bool names_above = false;
    std::size_t name = 0;
    std::size_t plot = 0;
    std::size_t numbers = 0;
    std::size_t note = 0;
};

Widths widths_of(ForestPicture const& picture, std::size_t width) {
    Widths widths;
    widths.numbers = std::max(display_width(picture.measure), display_width(picture.interval));
    widths.note = display_width(picture.note_title);
    for (auto const& row : picture.rows) {
        if (row.kind == ForestRowKind::heading) {
            continue;
        }
        widths.name = std::max(widths.name, display_width(row.name));
        widths.numbers = std::max(widths.numbers, display_width(forest_numbers(row)));
        widths.note = std::max(widths.note, display_width(row.note));
    }
    widths.numbers = std::min<std::size_t>(widths.numbers, 24);
    widths.note = std::min<std::size_t>(widths.note, 10);
    std::size_t const right = gap + widths.numbers + (widths.note > 0 ? gap + widths.note : 0);
    std::size_t const left = width - right - gap;
    std::size_t const room = left - std::min(left, narrowest_plot + left / 5);
    widths.names_above = room < std::min(widths.name, narrowest_names);
    widths.name = widths.names_above ? 2 : std::min(widths.name, room);
    widths.plot = std::min(left - widths.name, widest_plot);
    return widths;
}

std::size_t column_of(ForestAxis const& axis, double value, std::size_t columns) {
    return static_cast<std::size_t>(
        std::lround(std::clamp(axis.position(value), 0.0, 1.0) * static_cast<double>(columns - 1)));
}

void draw_row(TextGrid& grid, ForestAxis const& axis, ForestRow const& row, Signs const& signs) {
    std::size_t const columns = grid.columns();
    bool const summary = row.kind == ForestRowKind::summary;
    std::size_t const middle = column_of(axis, row.estimate, columns);
    std::size_t const low = std::isnan(row.low) ? middle : column_of(axis, row.low, columns);
    std::size_t const high = std::isnan(row.high) ? middle : column_of(axis, row.high, columns);
    for (std::size_t x = low; x <= high; ++x) {
        grid.put(x, 0, summary ? signs.summary_line : signs.line, 0);
    }
    if (!std::isnan(row.low)) {
        bool const leaves = axis.position(row.low) < 0.0;
        grid.put(low, 0,
                 leaves    ? signs.left_arrow
                 : summary ? signs.summary_left
                           : signs.left_end,
                 0);
    }
    if (!std::isnan(row.high)) {
        bool const leaves = axis.position(row.high) > 1.0;
        grid.put(high, 0,
                 leaves    ? signs.right_arrow
                 : summary ? signs.summary_right
                           : signs.right_end,
                 0);
    }
    double const place = axis.position(row.estimate);
    if (place >= 0.0 && place <= 1.0) {
        grid.put(middle, 0, summary ? signs.summary_mark : signs.mark, 0);
    }
}

/// What stands in the plot's column, as wide as it.
std::string plot_of(ForestPicture const& picture, ForestAxis const& axis, ForestRow const& row,
                    Widths const& widths, TextCanvas const& canvas) {
    if (std::isnan(row.estimate)) {
        auto const reason = fitted(row.why_undefined.empty() ? "not defined" : row.why_undefined,
                                   widths.plot, canvas.letters);
        return left_aligned(std::string((widths.plot - display_width(reason)) / 2, ' ') + reason,
                            widths.plot);
    }
    TextGrid grid(widths.plot, 1, canvas.colours);
    double const null = axis.position(picture.null_value);
    if (null >= 0.0 && null <= 1.0) {
        grid.put(column_of(axis, picture.null_value, widths.plot), 0, signs_of(canvas).null);
    }
    draw_row(grid, axis, row, signs_of(canvas));
    std::size_t last = widths.plot;
    while (last > 0 && grid.empty(last - 1, 0)) {
        --last;
    }
    return grid.line(0) + std::string(widths.plot - last, ' ');
}

void trim(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
    line += '\n';
}

std::string row_lines(ForestPicture const& picture, ForestAxis const& axis, ForestRow const& row,
                      Widths const& widths, TextCanvas const& canvas) {
    if (row.kind == ForestRowKind::heading) {
        return wrapped(row.name, used_width(canvas));
    }
    std::istringstream names(wrapped(row.name, widths.name));
    std::string name;
    if (!widths.names_above) {
        std::getline(names, name);
    }
    auto line = left_aligned(fitted(name, widths.name, canvas.letters), widths.name + gap) +
                plot_of(picture, axis, row, widths, canvas) + std::string(gap, ' ') +
                left_aligned(forest_numbers(row), widths.numbers) + std::string(gap, ' ') +
                right_aligned(fitted(row.note, widths.note, canvas.letters), widths.note);
    trim(line);
    if (widths.names_above) {
        return wrapped(row.name, used_width(canvas)) + line;
    }
    while (std::getline(names, name)) {
        line += fitted(name, widths.name, canvas.letters) + '\n';
    }
    return line;
}

std::string title_lines(ForestPicture const& picture, Widths const& widths,
                        TextCanvas const& canvas) {
    std::size_t const before = widths.name + gap + widths.plot + gap;
    auto first = std::string(before, ' ') + fitted(picture.measure, widths.numbers, canvas.letters);
    auto second =
        std::string(before, ' ') +
        left_aligned(fitted(picture.interval, widths.numbers, canvas.letters),
                     widths.numbers + gap) +
        right_aligned(fitted(picture.note_title, widths.note, canvas.letters), widths.note);
    trim(first);
    trim(second);
    return first + second;
}

std::string axis_lines(ForestPicture const& picture, ForestAxis const& axis, Widths const& widths,
                       TextCanvas const& canvas) {
    bool const ascii = canvas.letters == Letters::ascii;
    std::size_t const before = widths.name + gap;
    auto const labels = tick_labels(axis.ticks);
    std::vector<std::size_t> at;
    std::vector<std::size_t> lengths;
    for (std::size_t t = 0; t < axis.ticks.size(); ++t) {
        at.push_back(before + column_of(axis, axis.ticks[t], widths.plot));
        lengths.push_back(labels[t].size());
    }
    std::vector<Centred> parts;
    std::string line(before, ' ');
    auto const kept = columns_apart(at, lengths);
    for (std::size_t x = 0; x < widths.plot; ++x) {
        bool const tick = std::any_of(kept.begin(), kept.end(),
                                      [&](std::size_t t) { return at[t] == before + x; });
        line += ascii ? (tick ? "+" : "-") : (tick ? "\u252C" : "\u2500");
    }
    for (std::size_t const t : kept) {
        parts.push_back({at[t], labels[t]});
    }
    auto text = line + '\n' + centred_line(parts);
    if (!picture.below.empty()) {
        text += wrapped(fmt::format("{} {:g}: {}", ascii ? "below" : "\u2190 below",
                                    picture.null_value, picture.below),
                        used_width(canvas), before, before);
    }
    if (!picture.above.empty()) {
        text += wrapped(fmt::format("{} {:g}: {}", ascii ? "above" : "\u2192 above",
                                    picture.null_value, picture.above),
                        used_width(canvas), before, before);
    }
    return text;
}

} // namespace

std::string text(ForestPicture const& picture, TextCanvas const& canvas) {
    auto const axis = forest_axis(picture);
    std::size_t const width = used_width(canvas);
    auto const widths = widths_of(picture, width);
    auto text = heading_lines(picture.words, width) + title_lines(picture, widths, canvas);
    for (auto const& row : picture.rows) {
        text += row_lines(picture, axis, row, widths, canvas);
    }
    return text + axis_lines(picture, axis, widths, canvas) + caption_lines(picture.words, width);
}

} // namespace report::picture
