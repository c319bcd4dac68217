#pragma once

#include "sim/judge/comparison.hpp"

#include <cstddef>
#include <string>

namespace sim {

/// The narrowest terminal on which a plot says anything [columns].
inline constexpr std::size_t narrowest_plot = 60;

/// Kaplan-Meier curves of everybody drawn with a letter a design: time from 0 to the end of
/// follow-up on x, S from 0 to 1 on y. Of more than six designs: the baseline and those with the
/// longest and the shortest restricted mean.
/// @param width  columns, >= narrowest_plot
[[nodiscard]] std::string survival_plot(Comparison const& comparison, std::size_t width);

} // namespace sim
