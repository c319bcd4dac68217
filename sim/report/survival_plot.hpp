#pragma once

#include "sim/judge/comparison.hpp"
#include "sim/picture/survival_picture.hpp"

#include <string>

namespace sim {

/// Kaplan-Meier curves of everybody, with limits and numbers at risk, from 0 to the end of
/// follow-up. Of more than six designs: the baseline and those with the longest and the shortest
/// restricted mean.
[[nodiscard]] picture::SurvivalPicture survival_picture(Comparison const& comparison);

/// The same with characters.
[[nodiscard]] std::string survival_plot(Comparison const& comparison,
                                        picture::TextCanvas const& canvas);

} // namespace sim
