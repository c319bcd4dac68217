#pragma once

#include "sim/compare/compare_report.hpp"

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
    std::string measure;       ///< as in docs/compare-json.md
    std::optional<double> day;
    std::string of; ///< the part: a cause, a component or a questionnaire
    analysis::Estimate estimate;
    double p = analysis::undefined;
};

/// Every estimate of the comparison, everybody first, then what was asked for beside it.
[[nodiscard]] std::vector<ComparisonRow> comparison_rows(CompareReport const& report);

} // namespace sim
