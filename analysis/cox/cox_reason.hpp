#pragma once

#include "analysis/fit_status.hpp"

#include <string>

namespace analysis {

/// Why a Cox regression has no fit, one sentence without a full stop; empty when it has converged.
/// @param covariate  the one that is collinear or separates, if any
[[nodiscard]] std::string cox_reason(FitStatus status, std::string const& covariate);

} // namespace analysis
