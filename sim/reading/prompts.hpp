#pragma once

#include "agents/design.hpp"
#include "core/schema.hpp"

namespace sim::reading {

/// How a prompt policy is written: it has the keys that it uses, and no others.
[[nodiscard]] core::schema::Type<agents::Prompts> prompts();

} // namespace sim::reading
