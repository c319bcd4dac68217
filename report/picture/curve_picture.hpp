#pragma once

#include "report/picture/curve.hpp"
#include "report/picture/lettering.hpp"
#include "report/picture/text_canvas.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// How a curve goes from one of its times to the next: flat and then up or down (estimates that
/// change at events), or straight (smooth functions).
enum class Joined { steps, straight };

/// Lines from 1/2 down to the axis of time at the medians.
enum class Medians { hidden, drawn };

/// Curves of several groups over one axis of time that begins at 0: cumulative incidence of one
/// cause by group, mean cumulative functions, an effect over time. A survival curve has a picture
/// of its own, survival_picture.hpp.
struct CurvePicture {
    Lettering words = {};
    std::vector<Curve> curves = {};
    /// Where the axis of time has its ticks and the table below its columns, ascending in
    /// 0 .. horizon; empty: axis_times of the horizon.
    std::vector<double> at_risk_times = {};
    double horizon = not_given; ///< end of the axis of time; NaN: the last time of any curve
    std::string time_unit = "days";
    std::string value_title = {};
    Joined joined = Joined::steps;
    /// Value of steps from time 0 to their first time, as 0 for counts; NaN: they begin at the
    /// first time.
    double start = not_given;
    double value_low = not_given;  ///< the axis of values; NaN: from values and limits
    double value_high = not_given; ///< as value_low
    double reference = not_given;  ///< a level to draw across, as "no effect"; NaN: none
    Medians medians = Medians::hidden;
};

/// Times at which an axis from 0 to `horizon` has its ticks: 4 to 8 round steps, of weeks and
/// months where the unit is "days", of quarters of a year where it is "months". Count who is at
/// risk there.
/// @param horizon  > 0
[[nodiscard]] std::vector<double> axis_times(double horizon, std::string const& time_unit = "days");

/// The picture as SVG: each group with a colour and a dash of its own, limits a light band, ticks
/// for censorings, a table of the numbers at risk below.
[[nodiscard]] std::string svg(CurvePicture const& picture);

/// The picture with characters: a letter a group, limits where there is but one group.
[[nodiscard]] std::string text(CurvePicture const& picture, TextCanvas const& canvas);

} // namespace report::picture
