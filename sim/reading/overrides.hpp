#pragma once

#include "core/mistakes.hpp"
#include "core/node.hpp"
#include "sim/reading/reading.hpp"

#include <string_view>

namespace sim::reading {

/// Writes an override's value into a tree. Keys on the way that are not there are made, so that the
/// reader of the tree judges them like any other.
/// @param path  what is left of the override's path below the root of the tree, "habit.gain"
void apply(Override const& given, std::string_view path, core::Node& root,
           core::Mistakes& mistakes);

/// Tells that an override names nothing.
void complain_of_override(Override const& given, std::string what, std::string suggestion,
                          core::Mistakes& mistakes);

} // namespace sim::reading
