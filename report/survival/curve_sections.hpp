#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

namespace report {

/// Rows, events by cause, time at risk, median and restricted mean of each group.
[[nodiscard]] Section sample_section(SurvivalSample const& sample,
                                     SurvivalQuestions const& questions);

/// Kaplan-Meier, its limits, the number at risk and the cumulative hazard (Nelson-Aalen) of each
/// group at the times.
[[nodiscard]] Section survival_section(SurvivalSample const& sample,
                                       SurvivalQuestions const& questions);

/// Quartiles of the time to the event.
[[nodiscard]] Section quantile_section(SurvivalSample const& sample,
                                       SurvivalQuestions const& questions);

/// Cumulative incidence of each cause (Aalen-Johansen); only for competing causes.
[[nodiscard]] Section incidence_section(SurvivalSample const& sample,
                                        SurvivalQuestions const& questions);

/// Of those still in at each of the starts: survival at the later times.
[[nodiscard]] Section conditional_section(SurvivalSample const& sample,
                                          SurvivalQuestions const& questions,
                                          std::vector<double> const& starts);

/// Events over time at risk in each period between the breaks.
[[nodiscard]] Section hazard_section(SurvivalSample const& sample,
                                     SurvivalQuestions const& questions,
                                     std::vector<double> const& breaks);

} // namespace report
