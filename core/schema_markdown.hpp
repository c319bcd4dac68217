#pragma once

#include "core/schema.hpp"

#include <memory>
#include <string>
#include <vector>

namespace core::schema {

/// The reference of mappings and of all they hold, in Markdown: a section each, in the order in
/// which they are first named, with a table of keys. A mapping that several others use has one
/// section.
[[nodiscard]] std::string
to_markdown(std::vector<std::shared_ptr<MappingShape const>> const& roots);

} // namespace core::schema
