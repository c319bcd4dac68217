#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <vector>

namespace report {

/// Cox's hazard ratios of the groups and covariates, tests of the whole model, and of whether
/// hazards are proportional.
[[nodiscard]] std::vector<Section> cox_sections(SurvivalSample const& sample,
                                                SurvivalQuestions const& questions);

/// Hazard ratios of each group against the first, by period of follow-up.
[[nodiscard]] Section period_ratio_section(SurvivalSample const& sample,
                                           SurvivalQuestions const& questions);

/// Fine and Gray's subdistribution hazard ratios of the cause asked for.
[[nodiscard]] std::vector<Section> fine_gray_sections(SurvivalSample const& sample,
                                                      SurvivalQuestions const& questions);

/// Parametric models side by side, and the coefficients of the one with the smallest AIC, or of the
/// only one asked for.
[[nodiscard]] std::vector<Section> model_sections(SurvivalSample const& sample,
                                                  SurvivalQuestions const& questions);

} // namespace report
