#include "analysis/replicates.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis {

namespace {

boost::math::students_t t_of(std::span<double const> values) {
    return boost::math::students_t(static_cast<double>(values.size()) - 1.0);
}

} // namespace

Estimate over_replicates(std::span<double const> values, Level level) {
    Estimate estimate;
    if (values.empty()) {
        return estimate;
    }
    auto const n = static_cast<double>(values.size());
    estimate.value = std::accumulate(values.begin(), values.end(), 0.0) / n; // NaN in, NaN out
    if (values.size() == 1 || std::isnan(estimate.value)) {
        return estimate;
    }
    double squares = 0.0;
    for (double const x : values) {
        squares += (x - estimate.value) * (x - estimate.value);
    }
    estimate.standard_error = std::sqrt(squares / (n - 1.0) / n);
    double const half = boost::math::quantile(complement(t_of(values), (1.0 - level.value) / 2.0)) *
                        estimate.standard_error;
    estimate.low = estimate.value - half;
    estimate.high = estimate.value + half;
    return estimate;
}

double p_over_replicates(std::span<double const> values) {
    auto const estimate = over_replicates(values);
    if (std::isnan(estimate.standard_error)) {
        return undefined;
    }
    if (estimate.value == 0.0) {
        return 1.0;
    }
    if (estimate.standard_error == 0.0) {
        return 0.0;
    }
    double const t = std::abs(estimate.value / estimate.standard_error);
    return 2.0 * boost::math::cdf(complement(t_of(values), t));
}

} // namespace analysis
