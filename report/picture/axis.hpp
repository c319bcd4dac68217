#pragma once

#include "report/picture/curve.hpp"

#include <string>
#include <vector>

namespace report::picture {

struct Interval {
    double low = 0.0;
    double high = 1.0;
};

/// Multiples of 1, 2 or 5 times a power of ten within the interval, at most `most` of them.
/// @param range  low < high
/// @param most   >= 2
[[nodiscard]] std::vector<double> round_ticks(Interval range, std::size_t most);

/// Round ratios within the interval: powers of two, else 1-2-5, else powers of ten, else some
/// more between, whichever first gives 3 to 7; else as round_ticks.
/// @param range  0 < low < high
[[nodiscard]] std::vector<double> log_ticks(Interval range);

/// With as many decimals as the distance of the ticks asks for, none for whole numbers.
[[nodiscard]] std::vector<std::string> tick_labels(std::vector<double> const& ticks);

/// The interval widened to round ends.
[[nodiscard]] Interval rounded_out(Interval range);

/// The last of the times of curves, medians and ticks of censoring apart; 1 where there is none.
[[nodiscard]] double last_time(std::vector<Curve> const& curves);

} // namespace report::picture
