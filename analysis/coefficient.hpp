#pragma once

#include "analysis/estimate.hpp"

#include <string>

namespace analysis {

/// A coefficient of a regression, on the scale it was estimated on (the logarithm of a ratio).
struct Coefficient {
    std::string name;
    Estimate estimate;    ///< normal limits
    double z = undefined; ///< value over standard error
    double p = undefined; ///< Wald's, two-sided
};

} // namespace analysis
