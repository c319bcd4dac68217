#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <vector>

namespace report {

/// Tests that the hazards of all groups are equal: those asked for, max-combo for two groups.
[[nodiscard]] Section equality_section(SurvivalSample const& sample,
                                       SurvivalQuestions const& questions);

/// Every pair of more than two groups, p adjusted by Holm and by Benjamini-Hochberg.
[[nodiscard]] Section pairwise_section(SurvivalSample const& sample,
                                       SurvivalQuestions const& questions);

/// Restricted means against the first group: differences and ratios.
[[nodiscard]] Section restricted_mean_section(SurvivalSample const& sample,
                                              SurvivalQuestions const& questions);

/// Survival at the times against the first group, on the log(-log) scale: for crossing hazards.
[[nodiscard]] Section fixed_time_section(SurvivalSample const& sample,
                                         SurvivalQuestions const& questions);

/// Gray's test for each cause; only for competing causes.
[[nodiscard]] Section gray_section(SurvivalSample const& sample);

/// The same people in every group: paired differences and what pairing is worth. None when a person
/// is missing in a group.
[[nodiscard]] std::vector<Section> paired_sections(SurvivalSample const& sample,
                                                   SurvivalQuestions const& questions);

} // namespace report
