#pragma once

#include "analysis/cox/proportional_hazards.hpp"

#include <span>
#include <vector>

namespace analysis {

/// g at some times of a table. @param times  shape (k). @return shape (k)
[[nodiscard]] std::vector<double> on_time_scale(EventTable const& table, int cause,
                                                std::span<double const> times, TimeScale scale);

} // namespace analysis
