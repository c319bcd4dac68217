#pragma once

#include "report/picture/forest_picture.hpp"
#include "report/section/section.hpp"

#include <string>

namespace study {

/// A long path with its middle left out: "differing_purpose.target\u2026goal_setting". What nearly
/// all assumed numbers of a theory begin with says least.
[[nodiscard]] std::string short_name(std::string name);

/// The first factors that a section tells of an output, with their intervals.
[[nodiscard]] report::picture::ForestPicture ranking_of(report::Section const& section,
                                                        std::string const& output);

/// The tornado's section as a picture of one output: a line for each factor, the longest first.
[[nodiscard]] report::picture::ForestPicture tornado_of(report::Section const& section,
                                                        std::string const& output);

} // namespace study
