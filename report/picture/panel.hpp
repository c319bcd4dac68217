#pragma once

#include "report/picture/axis.hpp"
#include "report/picture/curve_picture.hpp"
#include "report/picture/path.hpp"
#include "report/picture/runs.hpp"
#include "report/picture/svg.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// A rectangle of a picture [px] with time from 0 to the right and values upward.
struct Panel {
    Point corner; ///< top left
    double width = 0.0;
    double height = 0.0;
    double horizon = 1.0;
    Interval values;

    [[nodiscard]] double x(double time) const noexcept { return corner.x + width * time / horizon; }
    /// Values beyond the axis are held to its ends.
    [[nodiscard]] double y(double value) const noexcept;
    [[nodiscard]] double bottom() const noexcept { return corner.y + height; }
    [[nodiscard]] double right() const noexcept { return corner.x + width; }
};

struct PanelAxes {
    std::vector<double> times;
    std::vector<double> values;
    std::string time_unit;
    std::string value_title;
};

/// Lines across at the ticks of values; to be drawn before the curves.
void draw_grid(Svg& svg, Panel const& panel, std::vector<double> const& values);
/// Axes, ticks, their numbers and titles; those of values may be left out in a row of panels.
void draw_time_axis(Svg& svg, Panel const& panel, PanelAxes const& axes);
void draw_value_axis(Svg& svg, Panel const& panel, PanelAxes const& axes);

/// Upper or lower edge of a run as points of the panel.
enum class Edge { low, high };
[[nodiscard]] std::vector<Point> edge_of(Panel const& panel, Run const& run, Edge edge);

/// The areas between lower and upper edges of runs.
[[nodiscard]] PathData band_of(Panel const& panel, std::vector<Run> const& runs, Joined joined);
/// The upper edges as lines.
[[nodiscard]] PathData line_of(Panel const& panel, std::vector<Run> const& runs, Joined joined);

} // namespace report::picture
