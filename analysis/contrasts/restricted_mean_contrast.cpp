#include "analysis/contrasts/restricted_mean_contrast.hpp"

#include "analysis/contrasts/influence.hpp"
#include "analysis/contrasts/influence_moments.hpp"
#include "analysis/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// Rounding may leave a variance of pairs that are all alike a little below 0.
double error_of(double variance) {
    return std::sqrt(std::max(0.0, variance));
}

double wald(double value, double error) {
    return error > 0 ? normal_p_value(value / error) : undefined;
}

} // namespace

RestrictedMeanContrast restricted_mean_contrast(EventTable const& variant,
                                                EventTable const& baseline, double tau,
                                                Pairing pairing, Level level) {
    auto const first = influence_on_restricted_mean(variant, tau);
    auto const second = influence_on_restricted_mean(baseline, tau);
    if (std::isnan(first.value) || std::isnan(second.value)) {
        return {};
    }
    auto const sums = moments(variant, first, baseline, second, pairing);
    double const difference = first.value - second.value;
    double const log_ratio = std::log(first.value / second.value);
    double const difference_error = error_of(sums.of(1, -1));
    double const log_error = error_of(sums.of(1 / first.value, -1 / second.value));
    auto ratio = normal_interval(log_ratio, log_error, level);
    return {.variant = normal_interval(first.value, error_of(sums.variant), level),
            .baseline = normal_interval(second.value, error_of(sums.baseline), level),
            .difference = normal_interval(difference, difference_error, level),
            .ratio = {std::exp(ratio.value), std::exp(ratio.low), std::exp(ratio.high), log_error},
            .p_difference = wald(difference, difference_error),
            .p_ratio = wald(log_ratio, log_error)};
}

} // namespace analysis
