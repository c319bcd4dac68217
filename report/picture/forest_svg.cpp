#include "report/picture/forest_layout.hpp"
#include "report/picture/line_style.hpp"
#include "report/picture/measure.hpp"
#include "report/picture/path.hpp"
#include "report/picture/surround.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

constexpr double row_text_size = 12.5;
constexpr double forest_row_height = 24.0;
constexpr double arrow = 7.0;
constexpr std::string_view mark_ink = "#0072B2";
constexpr std::string_view bar_ink = "#A6CDE6";

/// Columns, left to right: names, the plot, numbers, notes [px].
struct Columns {
    double names = side;
    double name_width = 0.0;
    double plot = 0.0;
    double plot_width = 0.0;
    double numbers = 0.0;
    double notes = 0.0; ///< where the column ends
    double top = 0.0;
    double bottom = 0.0;

    [[nodiscard]] double x(double position) const {
        return plot + plot_width * std::clamp(position, 0.0, 1.0);
    }
    [[nodiscard]] double y(std::size_t row) const {
        return top + forest_row_height * (static_cast<double>(row) + 0.5);
    }
};

std::string numbers_title(ForestPicture const& picture) {
    return picture.interval.empty() ? picture.measure
                                    : fmt::format("{} ({})", picture.measure, picture.interval);
}

/// The widest of a title and what the rows say, within 40 and `most`.
template <class Say>
double column_width(ForestPicture const& picture, std::string const& title, double most, Say say) {
    double width = bold_width * text_width(title, row_text_size);
    for (auto const& row : picture.rows) {
        double const wider = row.kind == ForestRowKind::contrast ? 1.0 : bold_width;
        width = std::max(width, wider * text_width(say(row), row_text_size));
    }
    return std::clamp(width, 40.0, most);
}

Columns columns_of(ForestPicture const& picture) {
    Columns columns;
    columns.name_width = column_width(picture, "", 250.0, [](ForestRow const& row) {
        return row.kind == ForestRowKind::heading ? std::string() : "  " + row.name;
    });
    double const numbers = column_width(picture, numbers_title(picture), 240.0, forest_numbers);
    bool const noted = !picture.note_title.empty() ||
                       std::any_of(picture.rows.begin(), picture.rows.end(),
                                   [](auto const& row) { return !row.note.empty(); });
    double const notes = noted ? 16.0 + column_width(picture, picture.note_title, 90.0,
                                                     [](auto const& row) { return row.note; })
                               : 0.0;
    columns.notes = picture_width - side;
    columns.numbers = columns.notes - notes - numbers;
    columns.plot = columns.names + columns.name_width + 22.0;
    columns.plot_width = columns.numbers - 22.0 - columns.plot;
    columns.top = heading_height(picture.words) + 40.0;
    columns.bottom =
        columns.top + forest_row_height * static_cast<double>(picture.rows.size()) + 6.0;
    return columns;
}

void draw_titles(Svg& svg, Columns const& columns, ForestPicture const& picture) {
    double const y = columns.top - 12.0;
    svg.text({columns.numbers, y}, numbers_title(picture), {.size = row_text_size, .bold = true});
    svg.text({columns.notes, y}, picture.note_title,
             {.size = row_text_size, .anchor = Anchor::end, .bold = true});
    svg.line({side, columns.top - 4.0}, {picture_width - side, columns.top - 4.0}, ink);
}

void draw_axis(Svg& svg, Columns const& columns, ForestPicture const& picture,
               ForestAxis const& axis) {
    svg.line({columns.plot, columns.bottom}, {columns.plot + columns.plot_width, columns.bottom},
             ink);
    auto const labels = tick_labels(axis.ticks);
    double free_from = 0.0;
    for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
        double const x = columns.x(axis.position(axis.ticks[i]));
        svg.line({x, columns.bottom}, {x, columns.bottom + 5.0}, ink);
        double const half = 0.5 * text_width(labels[i], 12.0);
        if (x - half >= free_from) {
            svg.text({x, columns.bottom + 18.0}, labels[i],
                     {.size = 12.0, .anchor = Anchor::middle});
            free_from = x + half + 6.0;
        }
    }
    double const null = columns.x(axis.position(picture.null_value));
    svg.line({null, columns.top}, {null, columns.bottom}, faint_ink, 1.2, "5 4");
    TextStyle const style{.size = 12.0, .colour = faint_ink};
    auto left = style;
    left.anchor = Anchor::end;
    if (!picture.below.empty()) {
        svg.text({null - 6.0, columns.bottom + 35.0}, "\u2190 " + picture.below, left);
    }
    if (!picture.above.empty()) {
        svg.text({null + 6.0, columns.bottom + 35.0}, picture.above + " \u2192", style);
    }
}

void draw_arrow(Svg& svg, Point tip, double direction) {
    PathData path;
    path.move_to(tip);
    path.line_to(tip + Point{-direction * arrow, -0.6 * arrow});
    path.line_to(tip + Point{-direction * arrow, 0.6 * arrow});
    path.close();
    svg.raw(fmt::format("<path class=\"arrow\" d=\"{}\" fill=\"{}\"/>", path.str(), mark_ink));
}

/// One arm of an interval, from the estimate to its limit: an upright end, or an arrow where it
/// leaves the axis.
void draw_arm(Svg& svg, Columns const& columns, ForestAxis const& axis, double y, double estimate,
              double limit) {
    if (std::isnan(limit)) {
        return;
    }
    double const place = axis.position(limit);
    double const from = columns.x(axis.position(estimate));
    double const to = columns.x(place);
    svg.line({from, y}, {to, y}, mark_ink, 1.6);
    if (place < 0.0 || place > 1.0) {
        draw_arrow(svg, {to, y}, place < 0.0 ? -1.0 : 1.0);
    } else {
        svg.line({to, y - 4.0}, {to, y + 4.0}, mark_ink, 1.6);
    }
}

void draw_contrast(Svg& svg, Columns const& columns, ForestAxis const& axis, double y,
                   ForestRow const& row) {
    draw_arm(svg, columns, axis, y, row.estimate, row.low);
    draw_arm(svg, columns, axis, y, row.estimate, row.high);
    double const place = axis.position(row.estimate);
    if (place >= 0.0 && place <= 1.0) {
        svg.rectangle({columns.x(place) - 4.0, y - 4.0}, 8.0, 8.0, mark_ink);
    }
}

void draw_bar(Svg& svg, Columns const& columns, ForestAxis const& axis, double y,
              ForestRow const& row) {
    constexpr double height = 14.0;
    constexpr double end = 4.0;
    auto const x = [&](double value) {
        return columns.x(std::clamp(axis.position(value), 0.0, 1.0));
    };
    double const top = y - 0.5 * height;
    svg.rectangle({x(row.low), top}, x(row.high) - x(row.low), height, bar_ink);
    bool const falls = row.estimate == row.low;
    svg.rectangle({x(row.estimate) - (falls ? 0.0 : end), top}, end, height, mark_ink);
}

void draw_summary(Svg& svg, Columns const& columns, ForestAxis const& axis, double y,
                  ForestRow const& row) {
    auto const x = [&](double value) {
        return columns.x(axis.position(std::isnan(value) ? row.estimate : value));
    };
    PathData path;
    path.move_to({x(row.low), y});
    path.line_to({x(row.estimate), y - 7.0});
    path.line_to({x(row.high), y});
    path.line_to({x(row.estimate), y + 7.0});
    path.close();
    svg.raw(fmt::format("<path class=\"summary\" d=\"{}\" fill=\"{}\"/>", path.str(), ink));
}

/// Why there is no estimate, on a ground of its own above the line of the null value.
void draw_reason(Svg& svg, Columns const& columns, double y, ForestRow const& row) {
    TextStyle const style{.size = 11.5, .anchor = Anchor::middle, .colour = faint_ink};
    std::string const reason = row.why_undefined.empty() ? "not defined" : row.why_undefined;
    double const width = std::min(text_width(reason, style.size) + 6.0, columns.plot_width);
    double const middle = columns.plot + 0.5 * columns.plot_width;
    svg.rectangle({middle - 0.5 * width, y - 8.0}, width, 16.0, "#FFFFFF");
    draw_shortened(svg, {middle, y + 4.5}, reason, columns.plot_width, style);
}

void draw_row(Svg& svg, Columns const& columns, ForestAxis const& axis, std::size_t r,
              ForestRow const& row) {
    double const y = columns.y(r);
    bool const heading = row.kind == ForestRowKind::heading;
    bool const bold = heading || row.kind == ForestRowKind::summary;
    draw_shortened(svg, {columns.names, y + 4.5}, row.name,
                   heading ? columns.numbers - columns.names : columns.name_width,
                   {.size = row_text_size, .bold = bold});
    if (heading) {
        return;
    }
    svg.text({columns.numbers, y + 4.5}, forest_numbers(row),
             {.size = row_text_size, .bold = bold});
    svg.text({columns.notes, y + 4.5}, row.note, {.size = row_text_size, .anchor = Anchor::end});
    if (std::isnan(row.estimate)) {
        draw_reason(svg, columns, y, row);
    } else if (row.kind == ForestRowKind::summary) {
        draw_summary(svg, columns, axis, y, row);
    } else if (row.kind == ForestRowKind::bar) {
        draw_bar(svg, columns, axis, y, row);
    } else {
        draw_contrast(svg, columns, axis, y, row);
    }
}

std::string in_sentences(ForestPicture const& picture) {
    auto text = numbers_title(picture) + '.';
    for (auto const& row : picture.rows) {
        if (row.kind != ForestRowKind::heading) {
            text += fmt::format(" {}: {}.", row.name,
                                std::isnan(row.estimate) ? row.why_undefined : forest_numbers(row));
        }
    }
    return text;
}

} // namespace

std::string svg(ForestPicture const& picture) {
    auto const axis = forest_axis(picture);
    auto const columns = columns_of(picture);
    bool const directed = !picture.below.empty() || !picture.above.empty();
    double const caption_top = columns.bottom + (directed ? 42.0 : 24.0);
    Svg svg(picture_width, std::ceil(caption_top + caption_height(picture.words) + 12.0),
            picture.words.title, in_sentences(picture));
    draw_heading(svg, picture.words);
    draw_titles(svg, columns, picture);
    draw_axis(svg, columns, picture, axis);
    for (std::size_t r = 0; r < picture.rows.size(); ++r) {
        draw_row(svg, columns, axis, r, picture.rows[r]);
    }
    draw_caption(svg, picture.words, caption_top);
    return svg.str();
}

} // namespace report::picture
