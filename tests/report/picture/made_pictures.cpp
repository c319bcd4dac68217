#include "tests/report/picture/made_pictures.hpp"

#include <algorithm>
#include <utility>

namespace tests {

using namespace report::picture;

Curve falling_curve(std::string name, std::size_t n, double share, double horizon) {
    Curve curve;
    curve.name = std::move(name);
    double value = 1.0;
    for (std::size_t i = 1; i <= n; ++i) {
        value *= 1.0 - share;
        curve.time.push_back(horizon * static_cast<double>(i) / static_cast<double>(n));
        curve.value.push_back(value);
        curve.low.push_back(i == n ? not_given : std::max(0.0, value - 0.05));
        curve.high.push_back(i == n ? not_given : std::min(1.0, value + 0.05));
    }
    return curve;
}

SurvivalPicture survival_of(std::size_t groups) {
    SurvivalPicture picture;
    picture.words = {"Time to leaving", "by " + awkward_name, "Limits are pointwise."};
    picture.horizon = 90.0;
    picture.at_risk_times = axis_times(90.0);
    for (std::size_t g = 0; g < groups; ++g) {
        auto curve = falling_curve("group " + std::to_string(g), 45,
                                   0.01 + 0.01 * static_cast<double>(g), 90.0);
        curve.censored_at = {10.0, 20.5, 89.0};
        for (std::size_t t = 0; t < picture.at_risk_times.size(); ++t) {
            curve.at_risk.push_back(static_cast<double>(700 + 10 * g - 100 * t));
        }
        picture.curves.push_back(std::move(curve));
    }
    return picture;
}

StackPicture stack_of(std::size_t groups) {
    StackPicture picture;
    picture.words.title = "Why people leave";
    picture.layers = {"x", "y"};
    picture.horizon = 30.0;
    for (std::size_t g = 0; g < groups; ++g) {
        StackGroup group;
        group.name = groups == 1 ? "" : "group " + std::to_string(g);
        group.shares.resize(2);
        for (double day = 1.0; day <= 30.0; day += 1.0) {
            group.time.push_back(day);
            group.shares[0].push_back(0.01 * day);
            group.shares[1].push_back(0.015 * day);
        }
        picture.groups.push_back(std::move(group));
    }
    return picture;
}

ForestPicture forest() {
    ForestPicture picture;
    picture.words.title = "Against the baseline";
    picture.rows = {
        {.name = "Everybody", .kind = ForestRowKind::heading},
        {.name = "warm", .estimate = 0.8, .low = 0.7, .high = 0.92, .note = "0.01"},
        {.name = awkward_name, .estimate = 1.1, .low = 0.9, .high = 40.0},
        {.name = "nobody", .why_undefined = "no events in one group"},
        {.name = "together",
         .estimate = 0.9,
         .low = 0.8,
         .high = 1.0,
         .kind = ForestRowKind::summary},
    };
    return picture;
}

} // namespace tests
