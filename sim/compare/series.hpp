#pragma once

#include "analysis/estimate.hpp"

#include <optional>
#include <vector>

namespace sim {

/// An estimate, and the day or time that it is of.
struct AtDay {
    std::optional<double> day; ///< none: of the whole run
    analysis::Estimate estimate;
};

/// Estimates of one part of one measure, days ascending.
using Series = std::vector<AtDay>;

} // namespace sim
