#pragma once

#include "sim/findings/section.hpp"
#include "sim/observed/interval_file.hpp"

#include <vector>

namespace sim {

/// Turnbull's estimate of survival from interval-censored times, group by group: bounds at some
/// round times, and where the mass lies.
/// @param times  empty: about five round times up to the last finite end
[[nodiscard]] std::vector<Section> interval_sections(IntervalData const& data,
                                                     std::vector<double> times);

} // namespace sim
