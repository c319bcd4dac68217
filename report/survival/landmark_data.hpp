#pragma once

#include "report/data/event_data.hpp"

#include <optional>

namespace report {

/// Without a landmark the data as they are. With one, only those still at risk after it, their
/// groups and covariates as they were; time goes on being counted from the start. The notes say who
/// is left out. Throws core::ConfigError when nobody is.
[[nodiscard]] EventData at_landmark(EventData data, std::optional<double> landmark);

} // namespace report
