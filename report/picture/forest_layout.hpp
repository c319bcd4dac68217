#pragma once

#include "report/picture/axis.hpp"
#include "report/picture/forest_picture.hpp"

#include <vector>

namespace report::picture {

/// The axis of a forest plot: where 0 is its left end and 1 its right.
struct ForestAxis {
    Interval range;
    std::vector<double> ticks;
    ForestScale scale;

    /// Of a value within or beyond the axis.
    [[nodiscard]] double position(double value) const;
};

/// As asked for, or around all estimates and the null value; limits are cut that lie farther from
/// the null than the farthest estimate and twice the median arm of the intervals.
[[nodiscard]] ForestAxis forest_axis(ForestPicture const& picture);

} // namespace report::picture
