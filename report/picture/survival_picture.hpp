#pragma once

#include "report/picture/curve_picture.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// Survival curves of several groups in the conventions of the field: steps from 1 at time 0,
/// an axis from 0 to 1, pointwise limits, a tick where somebody is censored, and below the
/// number at risk at each tick of the axis.
struct SurvivalPicture {
    Lettering words = {};
    std::vector<Curve> curves = {};         ///< values and limits in [0,1]
    std::vector<double> at_risk_times = {}; ///< as in CurvePicture
    double horizon = not_given;             ///< as in CurvePicture
    std::string time_unit = "days";
    std::string value_title = "Survival probability";
    Medians medians = Medians::hidden;
};

/// The same as curves that begin at 1, over an axis from 0 to 1.
[[nodiscard]] CurvePicture as_curves(SurvivalPicture const& picture);

[[nodiscard]] std::string svg(SurvivalPicture const& picture);
[[nodiscard]] std::string text(SurvivalPicture const& picture, TextCanvas const& canvas);

} // namespace report::picture
