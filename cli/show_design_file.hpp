#pragma once

#include "sim/show/show.hpp"

#include <string>

namespace cli {

/// A design's file as text.
/// @param theory   the file that says which features there are; empty: those that the designs name
/// @param against  the file of another design to tell the differences from; empty: none
[[nodiscard]] std::string show_design_file(std::string const& file, std::string const& theory,
                                           std::string const& against, sim::ShowFormat format);

} // namespace cli
