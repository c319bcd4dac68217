#pragma once

#include "report/picture/forest_picture.hpp"
#include "report/picture/stack_picture.hpp"
#include "report/picture/survival_picture.hpp"

#include <cstddef>
#include <string>

namespace tests {

/// What must be escaped in XML, and letters beyond ASCII.
inline std::string const awkward_name = "a <b> & \"c\" d\u00e9j\u00e0";

/// Falls by a share a step at n evenly spaced times up to `horizon`; limits 0.05 away, none at the
/// last time.
[[nodiscard]] report::picture::Curve falling_curve(std::string name, std::size_t n, double share,
                                                   double horizon);

/// `groups` falling curves over 90 days, with ticks and numbers at risk.
[[nodiscard]] report::picture::SurvivalPicture survival_of(std::size_t groups);

/// Layers "x", "y" of `groups` groups, 30 days.
[[nodiscard]] report::picture::StackPicture stack_of(std::size_t groups);

/// A heading, an interval within, one that leaves the axis, one undefined, a summary.
[[nodiscard]] report::picture::ForestPicture forest();

} // namespace tests
