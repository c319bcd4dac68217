#include "analysis/proportion.hpp"

#include "analysis/mean_of.hpp"
#include "core/contract.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace analysis {

Estimate wilson(std::size_t successes, std::size_t trials, Level level) {
    HOLDFAST_EXPECT(successes <= trials);
    if (trials == 0) {
        return {};
    }
    auto const n = static_cast<double>(trials);
    double const p = static_cast<double>(successes) / n;
    double const z = normal_quantile_two_sided(level);
    double const shrink = 1 + z * z / n;
    double const centre = (p + z * z / (2 * n)) / shrink;
    double const half_width = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink;
    // At the ends centre and half-width cancel in exact arithmetic; in floating point they leave a
    // crumb.
    double const low = successes == 0 ? 0 : std::max(0.0, centre - half_width);
    double const high = successes == trials ? 1 : std::min(1.0, centre + half_width);
    return {p, low, high, std::sqrt(p * (1 - p) / n)};
}

Estimate mean(std::span<double const> values, Level level) {
    return mean_of(
        values.size(), [values](std::size_t i) { return values[i]; }, level);
}

Estimate mean(std::span<float const> values, Level level) {
    return mean_of(
        values.size(), [values](std::size_t i) { return static_cast<double>(values[i]); }, level);
}

double normal_quantile_two_sided(Level level) {
    HOLDFAST_EXPECT(level.value > 0 && level.value < 1);
    boost::math::normal_distribution<double> const normal;
    return boost::math::quantile(boost::math::complement(normal, (1 - level.value) / 2));
}

double normal_p_value(double z) {
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

double chi_squared_p_value(double statistic, int degrees_of_freedom) {
    HOLDFAST_EXPECT(degrees_of_freedom >= 1);
    if (std::isnan(statistic)) {
        return undefined;
    }
    boost::math::chi_squared_distribution<double> const distribution(degrees_of_freedom);
    return boost::math::cdf(boost::math::complement(distribution, std::max(0.0, statistic)));
}

} // namespace analysis
