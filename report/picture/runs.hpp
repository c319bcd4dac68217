#pragma once

#include "report/picture/axis.hpp"
#include "report/picture/curve_picture.hpp"

#include <vector>

namespace report::picture {

/// From this time on, a value (low = high) or a band.
struct Stretch {
    double from = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// Stretches without a gap, the last of which goes on to `end`.
struct Run {
    std::vector<Stretch> stretches;
    double end = 0.0;
};

/// How far curves go, and where they begin.
struct Span {
    double horizon = 1.0;
    double start = not_given; ///< value from time 0 to the first time; NaN: none
};

/// The parts of a curve where it has a value, cut at its `until` and at the horizon.
[[nodiscard]] std::vector<Run> runs_of_value(Curve const& curve, Span span);
/// The parts where both limits are finite; none from the start to the first time.
[[nodiscard]] std::vector<Run> runs_of_limits(Curve const& curve, Span span);

/// The value of steps at a time in 0 .. horizon; NaN: none there.
[[nodiscard]] double value_at(Curve const& curve, Span span, double time);

/// Where a curve ends: its last drawn time and value there; NaN where nothing is drawn.
struct CurveEnd {
    double time = not_given;
    double value = not_given;
};
[[nodiscard]] CurveEnd end_of(Curve const& curve, Span span);

} // namespace report::picture
