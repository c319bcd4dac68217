#pragma once

#include <functional>

namespace analysis {

/// x in [low, high] at which f crosses 0, to the last digit of a double; NaN when f has the same
/// sign, or is NaN, at both ends.
[[nodiscard]] double crossing(std::function<double(double)> const& f, double low, double high);

} // namespace analysis
