#include "report/picture/curve_layout.hpp"
#include "report/picture/text_grid.hpp"
#include "report/text/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

constexpr std::string_view several = "*"; ///< where letters of different groups fall on one place

/// A plot, and where it stands on the canvas.
struct TextPlot {
    TextGrid grid;
    CurveLayout layout;
    std::size_t margin; ///< columns left of it
    Letters letters;

    [[nodiscard]] std::size_t column_of(double time) const {
        return static_cast<std::size_t>(
            std::lround(time / layout.span.horizon * static_cast<double>(grid.columns() - 1)));
    }
    [[nodiscard]] double time_of(std::size_t column) const {
        return layout.span.horizon * static_cast<double>(column) /
               static_cast<double>(grid.columns() - 1);
    }
    /// From the top, of `count` places that share the height.
    [[nodiscard]] std::size_t place_of(double value, std::size_t count) const {
        auto const& range = layout.values;
        double const share =
            (range.high - std::clamp(value, range.low, range.high)) / (range.high - range.low);
        return static_cast<std::size_t>(std::lround(share * static_cast<double>(count - 1)));
    }
};

/// Steps, or the straight line between the neighbouring times.
double drawn_at(CurvePicture const& picture, Curve const& curve, Span span, double time) {
    if (picture.joined == Joined::steps || curve.time.empty()) {
        return value_at(curve, span, time);
    }
    auto const next = std::lower_bound(curve.time.begin(), curve.time.end(), time);
    if (next == curve.time.begin() || next == curve.time.end()) {
        return next != curve.time.end() && *next == time ? curve.value.front() : not_given;
    }
    auto const i = static_cast<std::size_t>(next - curve.time.begin());
    double const share = (time - curve.time[i - 1]) / (curve.time[i] - curve.time[i - 1]);
    return curve.value[i - 1] + share * (curve.value[i] - curve.value[i - 1]);
}

/// Where dots are set: all along the curve, or only here and there.
enum class Density { full, sparse };

void draw_dots(TextPlot& plot, CurvePicture const& picture, Curve const& curve, std::size_t group,
               Density density) {
    auto const across = TextGrid::dots_across * plot.grid.columns();
    auto const down = TextGrid::dots_down * plot.grid.rows();
    std::size_t before = down;
    for (std::size_t x = 0; x < across; ++x) {
        double const time =
            plot.layout.span.horizon * static_cast<double>(x) / static_cast<double>(across - 1);
        double const value = drawn_at(picture, curve, plot.layout.span, time);
        if (!std::isfinite(value)) {
            before = down;
            continue;
        }
        std::size_t const y = plot.place_of(value, down);
        if (density == Density::sparse) {
            if (x % 3 == 0) {
                plot.grid.dot(x, y, group);
            }
            continue;
        }
        auto const [top, bottom] = std::minmax(before == down ? y : before, y);
        for (std::size_t between = top; between <= bottom; ++between) {
            plot.grid.dot(x, between, group);
        }
        before = y;
    }
}

/// The letter of a group in every `step`-th column of its curve.
void draw_letters(TextPlot& plot, CurvePicture const& picture, std::size_t group, std::size_t from,
                  std::size_t step) {
    std::size_t const columns = plot.grid.columns();
    bool const alone = picture.curves.size() == 1 && picture.curves.front().name.empty();
    auto const letter = alone ? std::string("o") : letter_of(group);
    for (std::size_t x = from; x < columns; x += step) {
        double const value =
            drawn_at(picture, picture.curves[group], plot.layout.span, plot.time_of(x));
        if (!std::isfinite(value)) {
            continue;
        }
        std::size_t const y = plot.place_of(value, plot.grid.rows());
        bool const taken = plot.letters == Letters::ascii && !plot.grid.empty(x, y);
        taken ? plot.grid.put(x, y, several) : plot.grid.put(x, y, letter, group);
    }
}

/// One limit as a curve of its own.
Curve limit_of(Curve const& curve, std::vector<double> const& limit) {
    Curve drawn;
    drawn.time = curve.time;
    drawn.value = limit;
    drawn.until = curve.until;
    return drawn;
}

/// A dot in ascii, where nothing else stands.
void draw_limit_signs(TextPlot& plot, CurvePicture const& picture, Curve const& limit) {
    for (std::size_t x = 0; x < plot.grid.columns(); ++x) {
        double const value = drawn_at(picture, limit, plot.layout.span, plot.time_of(x));
        if (!std::isfinite(value)) {
            continue;
        }
        std::size_t const y = plot.place_of(value, plot.grid.rows());
        if (plot.grid.empty(x, y)) {
            plot.grid.put(x, y, ".");
        }
    }
}

/// Limits hold from the first time on, even where the curve itself starts before.
void draw_limits(TextPlot& plot, CurvePicture const& picture, Curve const& curve) {
    plot.layout.span.start = not_given;
    for (auto const* const limit : {&curve.low, &curve.high}) {
        if (!limit->empty() && plot.letters == Letters::unicode) {
            draw_dots(plot, picture, limit_of(curve, *limit), no_group, Density::sparse);
        } else if (!limit->empty()) {
            draw_limit_signs(plot, picture, limit_of(curve, *limit));
        }
    }
    plot.layout.span.start = picture.start;
}

void draw_reference(TextPlot& plot, double level) {
    if (!std::isfinite(level)) {
        return;
    }
    std::size_t const y = plot.place_of(level, plot.grid.rows());
    for (std::size_t x = 0; x < plot.grid.columns(); x += 2) {
        if (plot.grid.empty(x, y)) {
            plot.grid.put(x, y, plot.letters == Letters::ascii ? "-" : "\u2574");
        }
    }
}

/// Dots with a letter here and there, or letters all along.
void draw(TextPlot& plot, CurvePicture const& picture) {
    std::size_t const curves = picture.curves.size();
    std::size_t const step = std::max<std::size_t>(12, 3 * curves);
    bool const named = curves > 1 || (curves == 1 && !picture.curves.front().name.empty());
    for (std::size_t i = 0; i < curves && plot.letters == Letters::unicode; ++i) {
        draw_dots(plot, picture, picture.curves[i], i, Density::full);
    }
    for (std::size_t i = 0; i < curves; ++i) {
        if (plot.letters == Letters::ascii) {
            draw_letters(plot, picture, i, 0, 1);
        } else if (named) {
            draw_letters(plot, picture, i, 3 + step * i / curves, step);
        }
    }
    if (curves == 1) {
        draw_limits(plot, picture, picture.curves.front());
    }
    draw_reference(plot, picture.reference);
}

/// The plot with its axis of values.
std::string plot_lines(TextPlot const& plot) {
    bool const ascii = plot.letters == Letters::ascii;
    auto const ticks = value_ticks(plot.layout.values);
    auto const labels = tick_labels(ticks);
    std::string text;
    for (std::size_t row = 0; row < plot.grid.rows(); ++row) {
        std::string label;
        for (std::size_t t = 0; t < ticks.size(); ++t) {
            label = plot.place_of(ticks[t], plot.grid.rows()) == row ? labels[t] : label;
        }
        text += right_aligned(label, plot.margin - 2) + ' ' +
                (ascii           ? "|"
                 : label.empty() ? "\u2502"
                                 : "\u2524") +
                plot.grid.line(row) + '\n';
    }
    return text;
}

/// Numbers at risk as they are written, shape (times); "" where there is none.
std::vector<std::string> numbers_of(Curve const& curve, std::size_t times) {
    std::vector<std::string> numbers(times);
    for (std::size_t t = 0; t < curve.at_risk.size(); ++t) {
        numbers[t] = std::isfinite(curve.at_risk[t]) ? fmt::format("{:.0f}", curve.at_risk[t]) : "";
    }
    return numbers;
}

/// The axis of time and, in the same columns, who is at risk.
std::string time_lines(TextPlot const& plot, CurvePicture const& picture, Colours colours) {
    auto const& times = plot.layout.times;
    std::vector<std::vector<std::string>> rows{tick_labels(times)};
    for (auto const& curve : picture.curves) {
        rows.push_back(numbers_of(curve, times.size()));
    }
    std::vector<std::size_t> columns;
    std::vector<std::size_t> widths;
    for (std::size_t t = 0; t < times.size(); ++t) {
        columns.push_back(plot.margin + plot.column_of(times[t]));
        widths.push_back(0);
        for (auto const& row : rows) {
            widths.back() = std::max(widths.back(), row[t].size());
        }
    }
    auto const kept = columns_apart(columns, widths);
    bool const ascii = plot.letters == Letters::ascii;
    std::string axis(plot.margin - 1, ' ');
    axis += ascii ? "+" : "\u2514";
    for (std::size_t c = 0; c < plot.grid.columns(); ++c) {
        bool const tick = std::any_of(kept.begin(), kept.end(),
                                      [&](std::size_t t) { return columns[t] == plot.margin + c; });
        axis += ascii ? (tick ? "+" : "-") : (tick ? "\u252C" : "\u2500");
    }
    auto const line = [&](std::vector<std::string> const& row) {
        std::vector<Centred> parts;
        for (std::size_t const t : kept) {
            parts.push_back({columns[t], row[t]});
        }
        return centred_line(parts);
    };
    auto text = axis + '\n' + line(rows[0]) +
                centred_line({{plot.margin + plot.grid.columns() / 2,
                               fmt::format("Time ({})", picture.time_unit)}});
    if (plot.layout.has_table) {
        text += "Number at risk\n";
        for (std::size_t i = 0; i < picture.curves.size(); ++i) {
            auto row = line(rows[i + 1]);
            bool const free = row.size() > 2 && row.compare(0, 2, "  ") == 0;
            text += free ? ' ' + coloured(letter_of(i), i, colours) + row.substr(2) : row;
        }
    }
    return text;
}

/// What the letters stand for, several a line where they fit.
std::string legend_lines(CurvePicture const& picture, TextCanvas const& canvas) {
    std::vector<std::string> entries;
    std::size_t widest = 0;
    for (std::size_t i = 0; i < picture.curves.size(); ++i) {
        auto const& name = picture.curves[i].name;
        if (!name.empty()) {
            entries.push_back(name);
            widest = std::max(widest, display_width(name) + 4);
        }
    }
    if (entries.size() != picture.curves.size() || entries.empty()) {
        return "";
    }
    std::size_t const width = used_width(canvas);
    widest = std::min(widest, width - 1);
    std::size_t const across = std::max<std::size_t>(1, (width - 1) / (widest + 2));
    std::string text;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const name = fitted(entries[i], widest - 4, canvas.letters);
        bool const last = (i + 1) % across == 0 || i + 1 == entries.size();
        text += (i % across == 0 ? " " : "  ") + coloured(letter_of(i), i, canvas.colours) + " = " +
                (last ? name + '\n' : left_aligned(name, widest - 4));
    }
    return text;
}

TextPlot empty_plot(CurvePicture const& picture, TextCanvas const& canvas) {
    auto layout = layout_of(picture);
    std::size_t margin = 4;
    for (auto const& label : tick_labels(value_ticks(layout.values))) {
        margin = std::max(margin, label.size());
    }
    // The numbers at risk at time 0 stand around the axis, beside a letter.
    for (auto const& curve : picture.curves) {
        for (auto const& number : numbers_of(curve, layout.times.size())) {
            margin = std::max(margin, number.size() / 2 + 2);
        }
    }
    margin += 2;
    std::size_t const last_half = tick_labels(layout.times).back().size() / 2 + 3;
    return {TextGrid(used_width(canvas) - margin - last_half, canvas.rows, canvas.colours), layout,
            margin, canvas.letters};
}

} // namespace

std::string text(CurvePicture const& picture, TextCanvas const& canvas) {
    auto plot = empty_plot(picture, canvas);
    draw(plot, picture);
    std::size_t const width = used_width(canvas);
    auto text = heading_lines(picture.words, width);
    text += picture.value_title.empty() ? "" : wrapped(picture.value_title, width);
    text += plot_lines(plot) + time_lines(plot, picture, canvas.colours) +
            legend_lines(picture, canvas);
    if (canvas.letters == Letters::ascii && picture.curves.size() > 1) {
        text += fmt::format(" {} = several\n", several);
    }
    return text + caption_lines(picture.words, width);
}

} // namespace report::picture
