#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <vector>

namespace report {

/// How much is told.
enum class Extent {
    everything, ///< what one would want to see first, and what was asked for
    asked,      ///< only what was asked for by name
};

/// The answers, in the order in which they are read: the sample, its curves, contrasts of groups,
/// regressions.
[[nodiscard]] std::vector<Section>
survival_findings(SurvivalSample const& sample, SurvivalQuestions const& questions, Extent extent);

} // namespace report
