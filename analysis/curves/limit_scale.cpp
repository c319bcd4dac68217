#include "analysis/curves/limit_scale.hpp"

#include "analysis/log_log.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

// std::max and std::min would turn a NaN into a limit.
double at_least_0(double limit) {
    return limit < 0 ? 0 : limit;
}
double at_most_1(double limit) {
    return limit > 1 ? 1 : limit;
}

Estimate on_log_scale(double survival, double standard_error, Level level) {
    Estimate estimate{.value = survival, .standard_error = standard_error};
    if (survival > 0) {
        auto const of_log = normal_interval(std::log(survival), standard_error / survival, level);
        estimate.low = std::exp(of_log.low);
        estimate.high = at_most_1(std::exp(of_log.high));
    }
    return estimate;
}

} // namespace

Estimate survival_interval(double survival, double standard_error, Level level, LimitScale scale) {
    if (scale == LimitScale::log_log) {
        return log_log_interval(survival, standard_error, level);
    }
    if (scale == LimitScale::log) {
        return on_log_scale(survival, standard_error, level);
    }
    auto estimate = normal_interval(survival, standard_error, level);
    estimate.low = at_least_0(estimate.low);
    estimate.high = at_most_1(estimate.high);
    return estimate;
}

} // namespace analysis
