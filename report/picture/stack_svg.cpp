#include "report/picture/curve_layout.hpp"
#include "report/picture/line_style.hpp"
#include "report/picture/measure.hpp"
#include "report/picture/panel.hpp"
#include "report/picture/stack_layout.hpp"
#include "report/picture/surround.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

constexpr double widest_label = 170.0;
constexpr double name_height = 20.0; ///< of a group above its panel

std::string fill_of(StackPicture const& picture, std::size_t layer) {
    return std::string(layer < picture.layers.size() ? line_style(layer).colour : rest_fill);
}

std::string const& name_of(StackPicture const& picture, std::size_t layer) {
    return layer < picture.layers.size() ? picture.layers[layer] : picture.rest;
}

/// The layers from the top, as they are stacked.
Legend legend_of(StackPicture const& picture) {
    Legend legend{.names = {}, .fills = {}, .sample = Sample::area};
    for (std::size_t layer = picture.layers.size() + 1; layer-- > 0;) {
        legend.names.push_back(name_of(picture, layer));
        legend.fills.push_back(fill_of(picture, layer));
    }
    return legend;
}

double widest(StackPicture const& picture) {
    double width = text_width(picture.rest, label_size);
    for (auto const& layer : picture.layers) {
        width = std::max(width, text_width(layer, label_size));
    }
    return width;
}

struct Grid {
    std::vector<Panel> panels; ///< shape (groups)
    std::size_t columns = 1;
    bool direct_labels = false;
    double caption_top = 0.0;
};

std::size_t columns_for(std::size_t groups) {
    return groups <= 3 ? std::max<std::size_t>(groups, 1) : groups == 4 ? 2 : 3;
}

Grid grid_of(StackPicture const& picture, double horizon) {
    Grid grid;
    std::size_t const groups = picture.groups.size();
    grid.columns = columns_for(groups);
    grid.direct_labels = groups == 1 && widest(picture) <= widest_label;
    double const top = heading_height(picture.words) + 4.0 +
                       (grid.direct_labels ? 0.0 : legend_height(legend_of(picture))) + 12.0;
    double const left = side + 60.0;
    double const right = grid.direct_labels ? 56.0 + widest(picture) : 24.0;
    auto const across = static_cast<double>(grid.columns);
    double const gap = 26.0;
    double const width = (picture_width - left - right - gap * (across - 1.0)) / across;
    double const height = groups == 1 ? 330.0 : grid.columns == 2 ? 220.0 : 200.0;
    double const row_height = name_height + height + 50.0;
    for (std::size_t g = 0; g < groups; ++g) {
        auto const row = static_cast<double>(g / grid.columns);
        auto const column = static_cast<double>(g % grid.columns);
        grid.panels.push_back(
            {{left + (width + gap) * column, top + name_height + row_height * row},
             width,
             height,
             horizon,
             {0.0, 1.0}});
    }
    auto const rows = static_cast<double>((groups + grid.columns - 1) / grid.columns);
    grid.caption_top = top + row_height * rows;
    return grid;
}

/// The areas from 0 up to each top, the highest first, so that no seams show between them.
void draw_layers(Svg& svg, Panel const& panel, StackPicture const& picture,
                 std::vector<Curve> const& tops) {
    Span const span{panel.horizon, not_given};
    for (std::size_t layer = tops.size(); layer-- > 0;) {
        auto const area = band_of(panel, runs_of_limits(tops[layer], span), Joined::steps);
        if (!area.empty()) {
            svg.raw(fmt::format(
                "<path d=\"{}\" fill=\"{}\" stroke=\"#FFFFFF\" stroke-width=\"0.8\">"
                "<title>{}</title></path>",
                area.str(), fill_of(picture, layer), xml_escaped(name_of(picture, layer))));
        }
    }
}

/// Names to the right, each at the height of its layer's end.
void draw_labels(Svg& svg, Panel const& panel, StackPicture const& picture,
                 std::vector<Curve> const& tops) {
    std::vector<double> middles;
    auto const shares = shares_at_end(tops, panel.horizon);
    double below = 0.0;
    for (double const share : shares) {
        middles.push_back(std::isnan(share) ? panel.bottom() : panel.y(below + 0.5 * share));
        below += share;
    }
    auto const heights =
        spread_apart(middles, label_gap, panel.corner.y + 6.0, panel.bottom() - 4.0);
    for (std::size_t layer = 0; layer < heights.size(); ++layer) {
        double const y = heights[layer];
        double const right = panel.right();
        svg.line({right + 2.0, middles[layer]}, {right + 12.0, y}, "#9A9A9A", 0.8);
        svg.rectangle({right + 14.0, y - 6.0}, 14.0, 12.0, fill_of(picture, layer));
        svg.text({right + 33.0, y + 4.0}, name_of(picture, layer), {.size = label_size});
    }
}

/// Whether white or black stands out on a colour. Source: relative luminance, WCAG 2.1, with its
/// gamma taken as 2.2.
std::string_view readable_on(std::string const& colour) {
    auto const part = [&](std::size_t at) {
        return std::pow(std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0, 2.2);
    };
    double const luminance = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    return luminance > 0.18 ? "#000000" : "#FFFFFF";
}

/// Names inside of the layers of a small panel, where the end of the layer is thick enough.
void draw_inside(Svg& svg, Panel const& panel, StackPicture const& picture,
                 std::vector<Curve> const& tops) {
    double below = 0.0;
    auto const shares = shares_at_end(tops, panel.horizon);
    for (std::size_t layer = 0; layer < shares.size(); ++layer) {
        double const middle = below + 0.5 * shares[layer];
        below += shares[layer];
        double const width = text_width(name_of(picture, layer), 10.5);
        // Where the group was followed for a shorter time than others, its areas end earlier.
        double const end = std::isnan(tops[layer].until)
                               ? panel.horizon
                               : std::min(tops[layer].until, panel.horizon);
        // At the start of the text the layer must be nearly as thick as at its end.
        double const time = end - panel.horizon * (width + 8.0) / panel.width;
        Span const span{panel.horizon, not_given};
        double const floor = layer == 0 ? 0.0 : below - shares[layer];
        if (!(shares[layer] * panel.height > 15.0) || time < 0.0) {
            continue;
        }
        double const ceiling_there = value_at(tops[layer], span, time);
        double const floor_there = layer == 0 ? 0.0 : value_at(tops[layer - 1], span, time);
        bool const fits = panel.y(middle) - 7.0 >= panel.y(ceiling_there) &&
                          panel.y(middle) + 7.0 <= panel.y(floor_there) && floor >= 0.0;
        if (fits) {
            svg.text({panel.x(end) - 4.0, panel.y(middle) + 3.5}, name_of(picture, layer),
                     {.size = 10.5,
                      .anchor = Anchor::end,
                      .colour = readable_on(fill_of(picture, layer))});
        }
    }
}

std::string in_sentences(StackPicture const& picture, double horizon) {
    auto text = fmt::format("Shares at {:g} {}.", horizon, picture.time_unit);
    for (auto const& group : picture.groups) {
        auto const shares = shares_at_end(curves_of(group), horizon);
        text += group.name.empty() ? "" : fmt::format(" {}:", group.name);
        for (std::size_t layer = 0; layer < shares.size(); ++layer) {
            text += std::isnan(shares[layer])
                        ? fmt::format(" {} not defined;", name_of(picture, layer))
                        : fmt::format(" {} {:.3f};", name_of(picture, layer), shares[layer]);
        }
    }
    return text;
}

/// Every second tick where the numbers of all would touch.
std::vector<double> panel_times(Panel const& panel, std::string const& unit) {
    auto const times = axis_times(panel.horizon, unit);
    double const room = panel.width / static_cast<double>(times.size());
    std::size_t const step = text_width(tick_labels(times).back(), 12.0) + 10.0 > room ? 2 : 1;
    std::vector<double> kept;
    for (std::size_t i = 0; i < times.size(); i += step) {
        kept.push_back(times[i]);
    }
    return kept;
}

void draw_group(Svg& svg, StackPicture const& picture, Grid const& grid, std::size_t g) {
    auto const& panel = grid.panels[g];
    auto const tops = curves_of(picture.groups[g]);
    PanelAxes const axes{panel_times(panel, picture.time_unit), value_ticks(panel.values),
                         picture.time_unit, picture.value_title};
    draw_layers(svg, panel, picture, tops);
    draw_shortened(svg, panel.corner - Point{0.0, 7.0}, picture.groups[g].name, panel.width,
                   {.size = 13.0, .bold = true});
    draw_time_axis(svg, panel, axes);
    if (g % grid.columns == 0) {
        draw_value_axis(svg, panel, axes);
    }
    grid.direct_labels ? draw_labels(svg, panel, picture, tops)
                       : draw_inside(svg, panel, picture, tops);
}

} // namespace

std::string svg(StackPicture const& picture) {
    double const horizon = horizon_of(picture);
    auto const grid = grid_of(picture, horizon);
    Svg svg(picture_width, std::ceil(grid.caption_top + caption_height(picture.words) + 12.0),
            picture.words.title, in_sentences(picture, horizon));
    draw_heading(svg, picture.words);
    if (!grid.direct_labels) {
        draw_legend(svg, legend_of(picture), heading_height(picture.words) + 4.0);
    }
    for (std::size_t g = 0; g < picture.groups.size(); ++g) {
        draw_group(svg, picture, grid, g);
    }
    draw_caption(svg, picture.words, grid.caption_top);
    return svg.str();
}

} // namespace report::picture
