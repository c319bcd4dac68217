#include "report/picture/heat_picture.hpp"
#include "report/picture/line_style.hpp"
#include "report/picture/measure.hpp"
#include "report/picture/surround.hpp"
#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace report::picture {
namespace {

constexpr double heat_row_height = 30.0;
constexpr std::string_view unknown_fill = "#EEEEEE";

using Colour = std::array<double, 3>;
// Ends of the scales "PuOr" and "Blues", which any colour vision can follow. Source: Brewer,
// ColorBrewer 2.0.
constexpr Colour white{255, 255, 255};
constexpr Colour below{230, 97, 1};
constexpr Colour above{8, 81, 156};

struct Range {
    double low = 0.0;
    double high = 0.0;
};

Range range_of(HeatPicture const& picture) {
    Range range{1.0, 0.0};
    for (auto const& row : picture.values) {
        for (double const value : row) {
            if (std::isfinite(value)) {
                bool const first = range.low > range.high;
                range = {first ? value : std::min(range.low, value),
                         first ? value : std::max(range.high, value)};
            }
        }
    }
    return range.low > range.high ? Range{} : range;
}

/// Where a value lies between white (0) and the end of its scale (1); negative: the lower one.
double strength(HeatPicture const& picture, Range range, double value) {
    if (std::isnan(picture.middle)) {
        double const width = range.high - range.low;
        return width > 0.0 ? 0.1 + 0.9 * (value - range.low) / width : 0.5;
    }
    double const reach =
        std::max({range.high - picture.middle, picture.middle - range.low, 1e-300});
    return (value - picture.middle) / reach;
}

std::string colour_of(double strength) {
    Colour const& end = strength < 0.0 ? below : above;
    double const share = std::min(1.0, std::abs(strength));
    std::string text = "#";
    for (std::size_t c = 0; c < 3; ++c) {
        text += fmt::format("{:02X}",
                            static_cast<int>(std::lround(white[c] + share * (end[c] - white[c]))));
    }
    return text;
}

struct Layout {
    double left = 0.0;
    double top = 0.0;
    double cell_width = 0.0;
    double bottom = 0.0;
};

Layout layout_of(HeatPicture const& picture) {
    double names = bold_width * text_width(picture.row_title, label_size);
    for (auto const& name : picture.rows) {
        names = std::max(names, text_width(name, label_size));
    }
    Layout layout;
    layout.left = side + std::min(names, 205.0) + 12.0;
    layout.top = heading_height(picture.words) + 48.0;
    layout.cell_width = std::min(110.0, (picture_width - side - layout.left) /
                                            static_cast<double>(picture.columns.size()));
    layout.bottom = layout.top + heat_row_height * static_cast<double>(picture.rows.size());
    return layout;
}

void draw_cell(Svg& svg, HeatPicture const& picture, Layout const& layout, Range range,
               std::size_t r, std::size_t c) {
    double const value = picture.values[r][c];
    double const x = layout.left + layout.cell_width * static_cast<double>(c);
    double const y = layout.top + heat_row_height * static_cast<double>(r);
    bool const known = std::isfinite(value);
    double const share = known ? strength(picture, range, value) : 0.0;
    svg.rectangle({x + 0.5, y + 0.5}, layout.cell_width - 1.0, heat_row_height - 1.0,
                  known ? colour_of(share) : std::string(unknown_fill));
    bool const uncertain = !picture.uncertain.empty() && picture.uncertain[r][c];
    auto const number =
        known ? heat_number(picture, value) + (uncertain ? " ?" : "") : std::string("-");
    if (text_width(number, label_size) + 4.0 <= layout.cell_width) {
        svg.text({x + 0.5 * layout.cell_width, y + 0.5 * heat_row_height + 4.5}, number,
                 {.size = label_size,
                  .anchor = Anchor::middle,
                  .colour = share > 0.55 ? "#FFFFFF" : "#111111"});
    }
}

std::string in_sentences(HeatPicture const& picture) {
    auto sentences = fmt::format("{} by {} and {}.", picture.value_title, picture.row_title,
                                 picture.column_title);
    for (std::size_t r = 0; r < picture.rows.size(); ++r) {
        sentences += fmt::format(" {}:", picture.rows[r]);
        for (double const value : picture.values[r]) {
            sentences += " " + heat_number(picture, value);
        }
        sentences += ".";
    }
    return sentences;
}

} // namespace

std::string svg(HeatPicture const& picture) {
    auto const layout = layout_of(picture);
    auto const range = range_of(picture);
    Svg svg(picture_width, std::ceil(layout.bottom + 14.0 + caption_height(picture.words) + 12.0),
            picture.words.title, in_sentences(picture));
    draw_heading(svg, picture.words);
    svg.text({layout.left, layout.top - 28.0}, picture.column_title,
             {.size = label_size, .bold = true});
    draw_shortened(svg, {side, layout.top - 9.0}, picture.row_title,
                   (layout.left - side - 8.0) / bold_width, {.size = label_size, .bold = true});
    for (std::size_t c = 0; c < picture.columns.size(); ++c) {
        draw_shortened(
            svg,
            {layout.left + layout.cell_width * (static_cast<double>(c) + 0.5), layout.top - 9.0},
            picture.columns[c], layout.cell_width - 4.0,
            {.size = label_size, .anchor = Anchor::middle});
    }
    for (std::size_t r = 0; r < picture.rows.size(); ++r) {
        draw_shortened(svg,
                       {side, layout.top + heat_row_height * (static_cast<double>(r) + 0.5) + 4.5},
                       picture.rows[r], layout.left - side - 8.0, {.size = label_size});
        for (std::size_t c = 0; c < picture.columns.size(); ++c) {
            draw_cell(svg, picture, layout, range, r, c);
        }
    }
    draw_caption(svg, picture.words, layout.bottom + 14.0);
    return svg.str();
}

} // namespace report::picture
