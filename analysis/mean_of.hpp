#pragma once

#include "analysis/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace analysis {

/// Mean with a normal interval of value(0) .. value(count - 1), NaN left out, as `mean` of
/// proportion.hpp. Two passes, because the textbook's sum of squares cancels when the spread is
/// small beside the mean.
/// @param value  callable (std::size_t) -> double, the same at every call
template <typename Value>
[[nodiscard]] Estimate mean_of(std::size_t count, Value&& value, Level level) {
    double sum = 0;
    std::size_t defined = 0;
    for (std::size_t i = 0; i < count; ++i) {
        double const x = value(i);
        if (!std::isnan(x)) {
            sum += x;
            ++defined;
        }
    }
    if (defined == 0) {
        return {};
    }
    auto const n = static_cast<double>(defined);
    double const centre = sum / n;
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        double const x = value(i);
        if (!std::isnan(x)) {
            squares += (x - centre) * (x - centre);
        }
    }
    double const error = defined > 1 ? std::sqrt(squares / (n - 1) / n) : undefined;
    return normal_interval(centre, error, level);
}

/// The same from sums, for values of which only these were kept.
/// @param squares  sum of squares; 0 where all values are 0
[[nodiscard]] inline Estimate mean_of_sums(double count, double sum, double squares, Level level) {
    if (!(count > 0)) {
        return {};
    }
    double const about_mean = std::max(0.0, squares - sum * (sum / count));
    double const error = count > 1 ? std::sqrt(about_mean / (count - 1) / count) : undefined;
    return normal_interval(sum / count, error, level);
}

} // namespace analysis
