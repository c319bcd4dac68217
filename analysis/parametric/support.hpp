#pragma once

#include "analysis/parametric/observations.hpp"

#include <optional>
#include <string>
#include <vector>

namespace analysis {

/// Why a family cannot have produced these times, if it cannot: an event at time 0; for the
/// beta-geometric a time that is not whole.
[[nodiscard]] std::optional<std::string> outside_support(std::vector<Observation> const& rows,
                                                         Family family);

/// What it means that a parameter ran to infinity. @param parameter  its name in the fit
[[nodiscard]] std::string runaway_reason(ParametricModel model, std::string const& parameter);

} // namespace analysis
