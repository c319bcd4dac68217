#include "report/picture/forest_layout.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

/// To where values are laid out evenly.
double even(ForestScale scale, double value) {
    return scale == ForestScale::log ? std::log(value) : value;
}

double back(ForestScale scale, double even_value) {
    return scale == ForestScale::log ? std::exp(even_value) : even_value;
}

/// Longer arms than this (of the median row) are cut.
double longest_arm(ForestPicture const& picture) {
    std::vector<double> arms;
    for (auto const& row : picture.rows) {
        double const estimate = even(picture.scale, row.estimate);
        for (double const limit : {row.low, row.high}) {
            double const arm = std::abs(even(picture.scale, limit) - estimate);
            if (std::isfinite(arm)) {
                arms.push_back(arm);
            }
        }
    }
    if (arms.empty()) {
        return 0.0;
    }
    auto const middle = arms.begin() + static_cast<std::ptrdiff_t>(arms.size() / 2);
    std::nth_element(arms.begin(), middle, arms.end());
    return 2.0 * *middle;
}

/// On the even scale.
Interval chosen_range(ForestPicture const& picture) {
    double const null = even(picture.scale, picture.null_value);
    Interval estimates{null, null};
    Interval limits{null, null};
    auto const widen = [](Interval& range, double value) {
        if (std::isfinite(value)) {
            range = {std::min(range.low, value), std::max(range.high, value)};
        }
    };
    for (auto const& row : picture.rows) {
        widen(estimates, even(picture.scale, row.estimate));
        for (double const limit : {row.low, row.high}) {
            widen(limits, even(picture.scale, limit));
        }
    }
    double const arm = longest_arm(picture);
    Interval const range{std::min(estimates.low, std::max(limits.low, estimates.low - arm)),
                         std::max(estimates.high, std::min(limits.high, estimates.high + arm))};
    double const room = range.low < range.high ? 0.06 * (range.high - range.low) : 0.7;
    return {range.low - room, range.high + room};
}

} // namespace

double ForestAxis::position(double value) const {
    double const low = even(scale, range.low);
    return (even(scale, value) - low) / (even(scale, range.high) - low);
}

ForestAxis forest_axis(ForestPicture const& picture) {
    auto const chosen = chosen_range(picture);
    ForestAxis axis{
        {std::isnan(picture.axis_low) ? back(picture.scale, chosen.low) : picture.axis_low,
         std::isnan(picture.axis_high) ? back(picture.scale, chosen.high) : picture.axis_high},
        {},
        picture.scale};
    HOLDFAST_EXPECT(axis.range.low < axis.range.high);
    HOLDFAST_EXPECT(picture.scale == ForestScale::linear || axis.range.low > 0.0);
    axis.ticks =
        picture.scale == ForestScale::log ? log_ticks(axis.range) : round_ticks(axis.range, 6);
    return axis;
}

std::string forest_numbers(ForestRow const& row) {
    if (std::isnan(row.estimate)) {
        return "-";
    }
    auto const number = [](double value) {
        auto const text = std::isnan(value) ? std::string("-") : fmt::format("{:.2f}", value);
        return text == "-0.00" ? std::string("0.00") : text;
    };
    if (row.kind == ForestRowKind::bar) {
        double const from = row.estimate == row.low ? row.high : row.low;
        return fmt::format("{} to {}", number(from), number(row.estimate));
    }
    bool const bare = std::isnan(row.low) && std::isnan(row.high);
    return bare ? number(row.estimate)
                : fmt::format("{} ({} to {})", number(row.estimate), number(row.low),
                              number(row.high));
}

} // namespace report::picture
