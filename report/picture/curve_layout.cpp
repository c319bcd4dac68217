#include "report/picture/curve_layout.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

void widen(Interval& range, double value) {
    if (std::isfinite(value)) {
        range = {std::min(range.low, value), std::max(range.high, value)};
    }
}

/// Round ends around the values and limits drawn, the start and the reference.
Interval chosen_values(CurvePicture const& picture) {
    Interval range{std::numeric_limits<double>::infinity(),
                   -std::numeric_limits<double>::infinity()};
    widen(range, picture.start);
    widen(range, picture.reference);
    for (auto const& curve : picture.curves) {
        for (auto const* const values : {&curve.value, &curve.low, &curve.high}) {
            for (double const value : *values) {
                widen(range, value);
            }
        }
    }
    range = range.low > range.high ? Interval{0.0, 1.0} : rounded_out(range);
    return {std::isnan(picture.value_low) ? range.low : picture.value_low,
            std::isnan(picture.value_high) ? range.high : picture.value_high};
}

} // namespace

CurveLayout layout_of(CurvePicture const& picture) {
    CurveLayout layout;
    layout.span.horizon = std::isnan(picture.horizon) ? last_time(picture.curves) : picture.horizon;
    layout.span.start = picture.start;
    layout.times = picture.at_risk_times.empty()
                       ? axis_times(layout.span.horizon, picture.time_unit)
                       : picture.at_risk_times;
    HOLDFAST_EXPECT(layout.span.horizon > 0.0 && layout.times.back() <= layout.span.horizon);
    layout.values = chosen_values(picture);
    HOLDFAST_EXPECT(layout.values.low < layout.values.high);
    for (auto const& curve : picture.curves) {
        HOLDFAST_EXPECT(curve.at_risk.empty() || curve.at_risk.size() == layout.times.size());
        layout.has_table = layout.has_table || !curve.at_risk.empty();
    }
    return layout;
}

std::vector<double> value_ticks(Interval values) {
    bool const share = values.low == 0.0 && values.high == 1.0;
    return share ? std::vector{0.0, 0.25, 0.5, 0.75, 1.0} : round_ticks(values, 7);
}

std::string in_sentences(CurvePicture const& picture, CurveLayout const& layout) {
    auto text = fmt::format("{} over time, 0 to {:g} {}.", picture.value_title, layout.span.horizon,
                            picture.time_unit);
    for (auto const& curve : picture.curves) {
        auto const end = end_of(curve, layout.span);
        text += std::isnan(end.value)
                    ? fmt::format(" {}: not defined.", curve.name)
                    : fmt::format(" {}: {:.3g} at {:g}", curve.name, end.value, end.time);
        if (!std::isnan(end.value)) {
            text += std::isnan(curve.median) ? "." : fmt::format(", median {:g}.", curve.median);
        }
    }
    return text;
}

} // namespace report::picture
