#pragma once

#include "report/picture/survival_picture.hpp"
#include "sim/compare/comparison.hpp"

#include <string>

namespace sim {

/// Kaplan-Meier curves of everybody, with limits and numbers at risk, from 0 to the end of
/// follow-up. Of more than six designs: the baseline and those with the longest and the shortest
/// restricted mean.
[[nodiscard]] report::picture::SurvivalPicture survival_picture(Comparison const& comparison);

/// The same with characters.
[[nodiscard]] std::string survival_plot(Comparison const& comparison,
                                        report::picture::TextCanvas const& canvas);

} // namespace sim
