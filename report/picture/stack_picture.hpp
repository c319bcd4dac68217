#pragma once

#include "report/picture/curve.hpp"
#include "report/picture/lettering.hpp"
#include "report/picture/text_canvas.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// Shares over time of one group. Before the first time all shares are 0.
struct StackGroup {
    std::string name = {};
    std::vector<double> time = {};                ///< >= 0, ascending
    std::vector<std::vector<double>> shares = {}; ///< [0,1] from this time on, shape (layers, time)
    double until = not_given;                     ///< the last time observed; NaN: the horizon
};

/// Where everybody is: layers stacked from the bottom, and on top the rest, so that they add up to
/// 1. Cumulative incidence: a layer a cause, the rest is who survives. State occupation: layers
/// "left" and "lapsed", the rest is who is active. Several groups stand side by side.
struct StackPicture {
    Lettering words = {};
    std::vector<std::string> layers = {}; ///< from the bottom
    std::string rest = "still in";        ///< 1 - the sum of the layers
    std::vector<StackGroup> groups = {};
    double horizon = not_given; ///< NaN: the last time of any group
    std::string time_unit = "days";
    std::string value_title = "Share";
};

/// Tops of the layers at one of a group's times: running sums, the rest on top ends at 1. Shape
/// (layers + 1); where a share is NaN all are. Shares that pass 1 by rounding are held to it.
[[nodiscard]] std::vector<double> stack_tops(StackGroup const& group, std::size_t at);

[[nodiscard]] std::string svg(StackPicture const& picture);
[[nodiscard]] std::string text(StackPicture const& picture, TextCanvas const& canvas);

} // namespace report::picture
