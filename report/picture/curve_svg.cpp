#include "report/picture/curve_layout.hpp"
#include "report/picture/line_style.hpp"
#include "report/picture/measure.hpp"
#include "report/picture/panel.hpp"
#include "report/picture/surround.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

constexpr double plot_height = 330.0;
constexpr double sample_room = 36.0; ///< of a curve's end, a leader and a sample before its label
constexpr double table_row = 17.0;
constexpr double widest_name = 170.0;
constexpr double farthest_label = 34.0; ///< from the curve's end, up or down [px]
constexpr double longest_leader = 40.0; ///< from the curve's end to the right [px]
constexpr double censoring_gap = 4.0;   ///< between ticks of one curve, so that it is seen [px]

double widest(std::vector<Curve> const& curves) {
    double width = 0.0;
    for (auto const& curve : curves) {
        width = std::max(width, text_width(curve.name, label_size));
    }
    return width;
}

/// Heights of labels at the curves' ends; empty where names are long or ends too close.
std::vector<double> label_heights(CurvePicture const& picture, CurveLayout const& layout,
                                  Panel const& panel) {
    std::vector<double> ends;
    for (auto const& curve : picture.curves) {
        auto const end = end_of(curve, layout.span);
        ends.push_back(std::isnan(end.value) ? panel.bottom() : panel.y(end.value));
    }
    auto const heights = spread_apart(ends, label_gap, panel.corner.y, panel.bottom());
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (std::abs(heights[i] - ends[i]) > farthest_label) {
            return {};
        }
    }
    return widest(picture.curves) > widest_name ? std::vector<double>{} : heights;
}

/// Half of the numbers at risk at time 0, which stand under the axis of values.
double half_of_first_numbers(CurvePicture const& picture) {
    double half = 0.0;
    for (auto const& curve : picture.curves) {
        if (!curve.at_risk.empty() && std::isfinite(curve.at_risk[0])) {
            auto const number = fmt::format("{:.0f}", curve.at_risk[0]);
            half = std::max(half, 0.5 * text_width(number, label_size));
        }
    }
    return half;
}

/// The more bands lie on each other, the lighter.
double band_opacity(std::size_t curves) {
    return curves <= 3 ? 0.16 : curves <= 5 ? 0.11 : 0.07;
}

struct Places {
    Panel panel;
    double name_end = 0.0;      ///< of the names in the table
    std::vector<double> labels; ///< heights of direct labels, or empty
    Legend legend;              ///< where labels are empty
    double legend_top = 0.0;
    double table_top = 0.0;
    double caption_top = 0.0;
    double height = 0.0;
};

Places places_of(CurvePicture const& picture, CurveLayout const& layout) {
    Places places;
    double const names = widest(picture.curves);
    double const beside = half_of_first_numbers(picture) + 12.0;
    double const left =
        side + (layout.has_table ? std::max(60.0, std::min(names, widest_name) + beside) : 60.0);
    places.name_end = left - beside;
    places.panel = {{left, 0.0}, 0.0, plot_height, layout.span.horizon, layout.values};
    places.labels = label_heights(picture, layout, places.panel);
    bool const named = names > 0.0;
    if (places.labels.empty() && named) {
        for (auto const& curve : picture.curves) {
            places.legend.names.push_back(curve.name);
        }
    }
    double const right = places.labels.empty() || !named ? 28.0 : sample_room + 4.0 + names + 8.0;
    places.legend_top = heading_height(picture.words) + 4.0;
    places.panel.corner.y = places.legend_top + legend_height(places.legend) + 12.0;
    places.panel.width = picture_width - left - right;
    for (double& label : places.labels) {
        label += places.panel.corner.y;
    }
    places.table_top = places.panel.bottom() + 44.0;
    double const table =
        layout.has_table ? 22.0 + table_row * static_cast<double>(picture.curves.size()) : 0.0;
    places.caption_top = places.table_top + table + 4.0;
    places.height = places.caption_top + caption_height(picture.words) + 12.0;
    return places;
}

void draw_band(Svg& svg, Panel const& panel, std::vector<Run> const& limits, Joined joined,
               std::string_view colour, double opacity) {
    auto const band = band_of(panel, limits, joined);
    if (!band.empty()) {
        svg.raw(fmt::format("<path d=\"{}\" fill=\"{}\" fill-opacity=\"{:.2f}\"/>", band.str(),
                            colour, opacity));
    }
}

void draw_line(Svg& svg, Panel const& panel, std::vector<Run> const& values, Joined joined,
               LineStyle const& style, std::string const& name) {
    auto const line = line_of(panel, values, joined);
    if (line.empty()) {
        return;
    }
    auto const dash = style.dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", style.dash);
    svg.raw(fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}>"
                        "<title>{}</title></path>",
                        line.str(), style.colour, dash, xml_escaped(name)));
}

/// A short line upright on the curve at each censoring; of those too close to be told apart the
/// first.
void draw_censorings(Svg& svg, Panel const& panel, Curve const& curve, Span span,
                     std::string_view colour) {
    auto times = curve.censored_at;
    std::sort(times.begin(), times.end());
    PathData path;
    Point last{-1e9, 0.0};
    for (double const time : times) {
        double const value = value_at(curve, span, time);
        if (!std::isfinite(value) || time < 0.0) {
            continue;
        }
        Point const at{panel.x(time), panel.y(value)};
        if (at.x - last.x >= censoring_gap) {
            path.move_to(at - Point{0.0, 4.5});
            path.line_to(at + Point{0.0, 4.5});
            last = at;
        }
    }
    if (!path.empty()) {
        svg.raw(fmt::format("<path class=\"censored\" d=\"{}\" fill=\"none\" stroke=\"{}\" "
                            "stroke-width=\"1.3\"/>",
                            path.str(), colour));
    }
}

void draw_medians(Svg& svg, Panel const& panel, CurvePicture const& picture) {
    double furthest = 0.0;
    for (auto const& curve : picture.curves) {
        if (curve.median <= panel.horizon) {
            double const x = panel.x(curve.median);
            svg.line({x, panel.y(0.5)}, {x, panel.bottom()}, faint_ink, 1.0, "2 3");
            furthest = std::max(furthest, x);
        }
    }
    if (furthest > 0.0) {
        svg.line({panel.corner.x, panel.y(0.5)}, {furthest, panel.y(0.5)}, faint_ink, 1.0, "2 3");
    }
}

void draw_labels(Svg& svg, Places const& places, CurvePicture const& picture, Span span) {
    auto const& panel = places.panel;
    for (std::size_t i = 0; i < places.labels.size(); ++i) {
        auto const& curve = picture.curves[i];
        if (curve.name.empty()) {
            continue;
        }
        auto const style = line_style(i);
        auto const end = end_of(curve, span);
        double const y = places.labels[i];
        if (panel.right() - panel.x(end.time) < longest_leader) {
            svg.line({panel.x(end.time) + 2.0, panel.y(end.value)}, {panel.right() + 10.0, y},
                     "#9A9A9A", 0.8);
        }
        svg.line({panel.right() + 12.0, y}, {panel.right() + sample_room, y}, style.colour, 2.0,
                 style.dash);
        svg.text({panel.right() + sample_room + 4.0, y + 4.0}, curve.name, {.size = label_size});
    }
}

void draw_table(Svg& svg, Places const& places, CurvePicture const& picture,
                CurveLayout const& layout) {
    double y = places.table_top + 15.0;
    svg.text({side, y}, "Number at risk", {.size = label_size, .bold = true});
    for (auto const& curve : picture.curves) {
        y += table_row;
        draw_shortened(svg, {places.name_end, y}, curve.name, places.name_end - side,
                       {.size = label_size, .anchor = Anchor::end});
        for (std::size_t t = 0; t < curve.at_risk.size(); ++t) {
            if (std::isfinite(curve.at_risk[t])) {
                svg.text({places.panel.x(layout.times[t]), y},
                         fmt::format("{:.0f}", curve.at_risk[t]),
                         {.size = label_size, .anchor = Anchor::middle});
            }
        }
    }
}

void draw_curves(Svg& svg, Panel const& panel, CurvePicture const& picture, Span span) {
    auto const& curves = picture.curves;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        draw_band(svg, panel, runs_of_limits(curves[i], span), picture.joined, line_style(i).colour,
                  band_opacity(curves.size()));
    }
    for (std::size_t i = 0; i < curves.size(); ++i) {
        draw_line(svg, panel, runs_of_value(curves[i], span), picture.joined, line_style(i),
                  curves[i].name);
        draw_censorings(svg, panel, curves[i], span, line_style(i).colour);
    }
}

} // namespace

std::string svg(CurvePicture const& picture) {
    auto const layout = layout_of(picture);
    auto const places = places_of(picture, layout);
    auto const& panel = places.panel;
    PanelAxes const axes{layout.times, value_ticks(layout.values), picture.time_unit,
                         picture.value_title};

    Svg svg(picture_width, std::ceil(places.height), picture.words.title,
            in_sentences(picture, layout));
    draw_heading(svg, picture.words);
    draw_legend(svg, places.legend, places.legend_top);
    draw_grid(svg, panel, axes.values);
    if (std::isfinite(picture.reference)) {
        double const y = panel.y(picture.reference);
        svg.line({panel.corner.x, y}, {panel.right(), y}, faint_ink, 1.2, "5 4");
    }
    if (picture.medians == Medians::drawn) {
        draw_medians(svg, panel, picture);
    }
    draw_time_axis(svg, panel, axes);
    draw_value_axis(svg, panel, axes);
    draw_curves(svg, panel, picture, layout.span);
    draw_labels(svg, places, picture, layout.span);
    if (layout.has_table) {
        draw_table(svg, places, picture, layout);
    }
    draw_caption(svg, picture.words, places.caption_top);
    return svg.str();
}

} // namespace report::picture
