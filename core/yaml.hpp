#pragma once

#include "core/mistakes.hpp"
#include "core/node.hpp"

#include <string>

namespace core {

/// What is accepted of YAML: one document of mappings, lists and scalars with plain keys; anchors
/// and aliases; no tags. At most 64 levels deep and 500000 values, aliases counted by what they
/// stand for.
///
/// Tells every mistake that can be told and gives the tree as far as it could be read: after a
/// syntax error, what stands before it, with `cut_short` set on every value that was still open.
/// Kind::nothing when there is nothing.
[[nodiscard]] Node parse_yaml(std::string const& text, std::string const& file, Mistakes& mistakes);

} // namespace core
