#include "analysis/selection/precision.hpp"

#include "core/contract.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis {

namespace {

/// Beyond this a forecast says no more than "very many".
constexpr std::size_t most_forecast = std::size_t{1} << 40U;

double half_width_of(std::size_t n, double spread, Level level) {
    auto const replicates = static_cast<double>(n);
    boost::math::students_t const student(replicates - 1.0);
    return boost::math::quantile(complement(student, (1.0 - level.value) / 2.0)) * spread /
           std::sqrt(replicates);
}

/// s, with n - 1; NaN where a value is.
double spread_of(std::span<double const> values) {
    auto const n = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    for (double const x : values) {
        squares += (x - mean) * (x - mean);
    }
    return std::sqrt(squares / (n - 1.0));
}

/// Least n above `above` with an interval narrow enough: the half width falls as n grows.
std::size_t least_enough(std::size_t above, double spread, PrecisionGoal const& goal) {
    auto const narrow = [&](std::size_t n) {
        return half_width_of(n, spread, goal.level) <= goal.half_width;
    };
    std::size_t low = above;
    std::size_t high = above + 1;
    while (!narrow(high)) {
        low = high;
        high *= 2;
        if (high > most_forecast) {
            return most_forecast;
        }
    }
    while (high - low > 1) {
        std::size_t const middle = low + (high - low) / 2;
        (narrow(middle) ? high : low) = middle;
    }
    return high;
}

bool any_undefined(std::span<double const> values) {
    return std::any_of(values.begin(), values.end(), [](double x) { return !std::isfinite(x); });
}

} // namespace

Precision precision(std::span<double const> values, PrecisionGoal const& goal) {
    HOLDFAST_EXPECT(goal.half_width > 0);
    HOLDFAST_EXPECT(goal.fewest >= 2);
    std::size_t const n = values.size();
    if (any_undefined(values)) {
        return {};
    }
    if (n < 2) {
        return {.half_width = undefined, .enough = false, .more = goal.fewest - n};
    }
    double const spread = spread_of(values);
    double const half_width = half_width_of(n, spread, goal.level);
    bool const narrow = half_width <= goal.half_width;
    std::size_t const needed = std::max(goal.fewest, narrow ? n : least_enough(n, spread, goal));
    std::size_t const more = needed > n ? needed - n : 0;
    return {.half_width = half_width, .enough = more == 0, .more = more};
}

std::optional<std::size_t> enough_after(std::span<double const> values, PrecisionGoal const& goal) {
    HOLDFAST_EXPECT(goal.fewest >= 2);
    for (std::size_t n = goal.fewest; n <= values.size(); ++n) {
        // NaN, of a value that is NaN, is not below either.
        double const spread = spread_of(values.first(n));
        if (half_width_of(n, spread, goal.level) <= goal.half_width) {
            return n;
        }
    }
    return std::nullopt;
}

} // namespace analysis
