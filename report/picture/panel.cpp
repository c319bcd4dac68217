#include "report/picture/panel.hpp"

#include "report/picture/line_style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace report::picture {

namespace {

constexpr double tick_length = 5.0;

/// Points joined by straight lines, those within a tenth of a pixel left out.
std::vector<Point> thinned_points(std::vector<Point> const& points) {
    std::vector<Point> kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        bool const last = i + 1 == points.size();
        if (kept.empty() || last || points[i].x - kept.back().x >= 0.1) {
            kept.push_back(points[i]);
        }
    }
    return kept;
}

} // namespace

double Panel::y(double value) const noexcept {
    double const held = std::clamp(value, values.low, values.high);
    return bottom() - height * (held - values.low) / (values.high - values.low);
}

void draw_grid(Svg& svg, Panel const& panel, std::vector<double> const& values) {
    for (double const value : values) {
        svg.line({panel.corner.x, panel.y(value)}, {panel.right(), panel.y(value)}, grid_ink);
    }
}

void draw_time_axis(Svg& svg, Panel const& panel, PanelAxes const& axes) {
    double const y = panel.bottom();
    svg.line({panel.corner.x, y}, {panel.right(), y}, ink);
    auto const labels = tick_labels(axes.times);
    for (std::size_t i = 0; i < axes.times.size(); ++i) {
        double const x = panel.x(axes.times[i]);
        svg.line({x, y}, {x, y + tick_length}, ink);
        svg.text({x, y + 18.0}, labels[i], {.size = 12.0, .anchor = Anchor::middle});
    }
    svg.text({panel.corner.x + 0.5 * panel.width, y + 36.0},
             axes.time_unit.empty() ? "Time" : fmt::format("Time ({})", axes.time_unit),
             {.size = 13.0, .anchor = Anchor::middle});
}

void draw_value_axis(Svg& svg, Panel const& panel, PanelAxes const& axes) {
    double const x = panel.corner.x;
    svg.line({x, panel.corner.y}, {x, panel.bottom()}, ink);
    auto const labels = tick_labels(axes.values);
    for (std::size_t i = 0; i < axes.values.size(); ++i) {
        double const y = panel.y(axes.values[i]);
        svg.line({x - tick_length, y}, {x, y}, ink);
        svg.text({x - tick_length - 4.0, y + 4.0}, labels[i],
                 {.size = 12.0, .anchor = Anchor::end});
    }
    svg.text({x - 48.0, panel.corner.y + 0.5 * panel.height}, axes.value_title,
             {.size = 13.0, .anchor = Anchor::middle, .upward = true});
}

std::vector<Point> edge_of(Panel const& panel, Run const& run, Edge edge) {
    std::vector<Point> points;
    for (auto const& stretch : run.stretches) {
        points.push_back(
            {panel.x(stretch.from), panel.y(edge == Edge::low ? stretch.low : stretch.high)});
    }
    return points;
}

PathData band_of(Panel const& panel, std::vector<Run> const& runs, Joined joined) {
    PathData path;
    for (auto const& run : runs) {
        auto const high = edge_of(panel, run, Edge::high);
        auto const low = edge_of(panel, run, Edge::low);
        if (joined == Joined::steps) {
            add_steps(path, thinned_steps(high), panel.x(run.end));
            add_steps_back(path, thinned_steps(low), panel.x(run.end));
        } else {
            auto const upper = thinned_points(high);
            auto const lower = thinned_points(low);
            path.move_to(upper.front());
            std::for_each(upper.begin(), upper.end(), [&](Point p) { path.line_to(p); });
            std::for_each(lower.rbegin(), lower.rend(), [&](Point p) { path.line_to(p); });
        }
        path.close();
    }
    return path;
}

PathData line_of(Panel const& panel, std::vector<Run> const& runs, Joined joined) {
    PathData path;
    for (auto const& run : runs) {
        auto const points = edge_of(panel, run, Edge::high);
        if (joined == Joined::steps) {
            add_steps(path, thinned_steps(points), panel.x(run.end));
        } else {
            auto const kept = thinned_points(points);
            path.move_to(kept.front());
            std::for_each(kept.begin(), kept.end(), [&](Point p) { path.line_to(p); });
        }
    }
    return path;
}

} // namespace report::picture
