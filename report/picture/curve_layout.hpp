#pragma once

#include "report/picture/axis.hpp"
#include "report/picture/curve_picture.hpp"
#include "report/picture/runs.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// What a picture of curves is drawn with, on paper as on a terminal, once what was left open is
/// chosen.
struct CurveLayout {
    Span span;
    std::vector<double> times; ///< ticks of the axis, columns of the table
    Interval values;
    bool has_table = false;
};

[[nodiscard]] CurveLayout layout_of(CurvePicture const& picture);

/// Ticks of an axis of values; of 0 .. 1 the quarters.
[[nodiscard]] std::vector<double> value_ticks(Interval values);

/// The picture in a sentence a curve, for who cannot see it: where it ends, and its median.
[[nodiscard]] std::string in_sentences(CurvePicture const& picture, CurveLayout const& layout);

} // namespace report::picture
