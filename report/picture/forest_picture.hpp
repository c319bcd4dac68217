#pragma once

#include "report/picture/curve.hpp"
#include "report/picture/lettering.hpp"
#include "report/picture/text_canvas.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// A contrast is a mark with its interval, a summary a diamond as wide as its interval, a heading
/// names the rows below it. A bar goes from one number to another, the estimate, which is one of
/// its ends: no interval.
enum class ForestRowKind { contrast, summary, heading, bar };

struct ForestRow {
    std::string name = {};
    double estimate = not_given;
    double low = not_given;
    double high = not_given;
    std::string why_undefined = {}; ///< said in the row where the estimate is NaN
    std::string note = {};          ///< of the last column, as a p value
    ForestRowKind kind = ForestRowKind::contrast;
};

/// Ratios on a log scale, differences on a linear one.
enum class ForestScale { linear, log };

/// Estimates with intervals below each other, against the value of no effect. Intervals that leave
/// the axis end in an arrow.
struct ForestPicture {
    Lettering words = {};
    std::vector<ForestRow> rows = {};
    ForestScale scale = ForestScale::log; ///< log: estimates and limits > 0
    double null_value = 1.0;              ///< of no effect: 1 for ratios, 0 for differences
    std::string measure = "Hazard ratio";
    std::string interval = "95% CI"; ///< empty: there are none
    std::string below = {};       ///< what an estimate below the null value means, "longer in use"
    std::string above = {};       ///< and one above it
    std::string note_title = {};  ///< heading of the notes
    double axis_low = not_given;  ///< NaN: from estimates and limits, the widest limits cut
    double axis_high = not_given; ///< as axis_low
};

/// An estimate and its interval as in the column of numbers: "0.85 (0.70 to 1.03)", a bar's two
/// numbers as "0.70 to 0.85"; "-" where it is NaN, as is a limit.
[[nodiscard]] std::string forest_numbers(ForestRow const& row);

[[nodiscard]] std::string svg(ForestPicture const& picture);
[[nodiscard]] std::string text(ForestPicture const& picture, TextCanvas const& canvas);

} // namespace report::picture
