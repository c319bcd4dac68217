#include "report/picture/survival_picture.hpp"

namespace report::picture {

CurvePicture as_curves(SurvivalPicture const& picture) {
    return {.words = picture.words,
            .curves = picture.curves,
            .at_risk_times = picture.at_risk_times,
            .horizon = picture.horizon,
            .time_unit = picture.time_unit,
            .value_title = picture.value_title,
            .joined = Joined::steps,
            .start = 1.0,
            .value_low = 0.0,
            .value_high = 1.0,
            .medians = picture.medians};
}

std::string svg(SurvivalPicture const& picture) {
    return svg(as_curves(picture));
}

std::string text(SurvivalPicture const& picture, TextCanvas const& canvas) {
    return text(as_curves(picture), canvas);
}

} // namespace report::picture
