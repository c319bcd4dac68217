#pragma once

#include <limits>
#include <string>
#include <vector>

namespace report::picture {

inline constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

/// A function of time with pointwise limits, one of several in a picture.
struct Curve {
    std::string name = {};
    std::vector<double> time = {};  ///< >= 0, ascending
    std::vector<double> value = {}; ///< from this time on, shape (time); NaN: not drawn there
    std::vector<double> low = {}; ///< lower limit, shape (time), or empty for none; NaN: none there
    std::vector<double> high = {};        ///< as low
    std::vector<double> censored_at = {}; ///< times of a tick on the curve: somebody's censoring
    std::vector<double> at_risk = {};     ///< shape (at_risk_times of the picture), or empty
    double median = not_given;            ///< where the curve comes down to 1/2; NaN: nowhere
    double until = not_given;             ///< the last time observed; NaN: the picture's horizon
};

} // namespace report::picture
