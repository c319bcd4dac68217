#pragma once

#include "report/data/interval_file.hpp"
#include "report/section/section.hpp"

#include <vector>

namespace report {

/// Turnbull's estimate of survival from interval-censored times, group by group: bounds at some
/// round times, and where the mass lies.
/// @param times  empty: about five round times up to the last finite end
[[nodiscard]] std::vector<Section> interval_sections(IntervalData const& data,
                                                     std::vector<double> times);

} // namespace report
