#pragma once

#include "agents/theory.hpp"
#include "core/schema.hpp"

#include <string>
#include <vector>

namespace sim::reading {

/// How a questionnaire is written. @param components  names of the theory's components
[[nodiscard]] core::schema::Type<agents::Instrument>
instrument(std::vector<std::string> const& components);

} // namespace sim::reading
