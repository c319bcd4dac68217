#pragma once

#include "analysis/data/covariates.hpp"
#include "report/survival/questions.hpp"

#include <string>

namespace report {

/// What a regression depends on: an indicator for each group but the first, "design: voice", then
/// the covariates.
[[nodiscard]] analysis::Covariates model_columns(EventData const& data);

} // namespace report
