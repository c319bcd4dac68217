#pragma once

#include <limits>

namespace analysis {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// An estimate with its confidence interval. What the data do not define is NaN (median never
/// reached, no events).
struct Estimate {
    double value = undefined;
    double low = undefined;
    double high = undefined;
    double standard_error = undefined;
};

/// Confidence level of an interval, (0,1).
struct Level {
    double value = 0.95;
};

/// value +- z standard errors, z the two-sided normal quantile of the level. NaN in, NaN out.
[[nodiscard]] Estimate normal_interval(double value, double standard_error, Level level);

} // namespace analysis
