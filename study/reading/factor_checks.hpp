#pragma once

#include "core/mistakes.hpp"
#include "study/study.hpp"

#include <vector>

namespace study::reading {

/// Tells names that the table of a study needs for itself, levels that are there twice, and keys
/// that two factors would change at once.
void check_factors(std::vector<Factor> const& factors, core::Mistakes& mistakes);

} // namespace study::reading
