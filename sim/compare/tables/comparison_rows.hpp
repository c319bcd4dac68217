#pragma once

#include "sim/compare/comparison.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sim {

/// One estimate of a comparison with everything that says which: a row of the tidy CSV. Empty where
/// it does not apply.
struct ComparisonRow {
    std::string trait; ///< empty: everybody
    std::string group; ///< value of the trait
    std::string design;
    std::string contrast_with; ///< the baseline's name for a difference, a ratio or a test
    std::string quantity;      ///< as in docs/compare-json.md
    std::optional<double> day;
    std::string of; ///< a cause, a component or a questionnaire
    analysis::Estimate estimate;
    double p = analysis::undefined;
};

/// Every estimate of the comparison, everybody first.
[[nodiscard]] std::vector<ComparisonRow> comparison_rows(Comparison const& comparison);

} // namespace sim
