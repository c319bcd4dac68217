#pragma once

#include "agents/theory.hpp"
#include "core/schema.hpp"
#include "sim/reading/predictor.hpp"

namespace sim::reading {

/// Tells names that mean two things: a subtheme, component or built-in state of the same name as
/// another.
void check_names(TheoryNames const& names, core::schema::Cursor const& root);

/// What must hold across the parts of a theory whose parts are in order: components that have
/// weight, a stable map.
void check_theory(agents::Theory const& theory, core::schema::Cursor const& root);

} // namespace sim::reading
