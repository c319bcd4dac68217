#pragma once

#include "sim/findings/section.hpp"
#include "sim/picture/forest_picture.hpp"

#include <string>

namespace sim {

/// The first factors that a section tells of an output, with their intervals.
[[nodiscard]] picture::ForestPicture ranking_of(Section const& section, std::string const& output);

/// The tornado's section as a picture of one output: a line for each factor, the longest first.
[[nodiscard]] picture::ForestPicture tornado_of(Section const& section, std::string const& output);

} // namespace sim
