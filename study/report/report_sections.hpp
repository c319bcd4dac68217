#pragma once

#include "analysis/experiments/experiment.hpp"
#include "report/section/section.hpp"
#include "study/report/study_answers.hpp"

#include <cstddef>
#include <vector>

/// What a study found, in sections: rows are grouped by output, the factors that matter most first.
namespace study {

/// Every output over the points: mean, spread, ends, and how much of it is luck.
[[nodiscard]] report::Section output_section(StudyAnswers const& answers);

/// Mean output at each level of each factor that has at most a dozen.
[[nodiscard]] report::Section level_section(StudyAnswers const& answers);

/// Shares of variance over a full grid: main effects, with interactions, pairs.
/// @param levels  of each factor, the last varying fastest
[[nodiscard]] std::vector<report::Section> grid_sections(StudyAnswers const& answers,
                                                         std::vector<std::size_t> const& levels);

[[nodiscard]] report::Section morris_section(Study const& study, StudyAnswers const& answers);

/// Sobol' indices of Saltelli's points.
[[nodiscard]] std::vector<report::Section> sobol_sections(StudyAnswers const& answers,
                                                          analysis::SaltelliPoints const& design);

[[nodiscard]] report::Section two_level_section(StudyAnswers const& answers,
                                                analysis::Experiment const& design);

/// Shapley effects and Sobol' indices by a polynomial expansion, of the same points.
/// @param plan  whose points come from an experiment
[[nodiscard]] report::Section shapley_section(StudyPlan const& plan, StudyAnswers const& answers,
                                              std::vector<Eigen::Index> const& rows);

/// Partial rank correlations, standardised regression and tornado of points that are spread over
/// the factors' ranges. @param rows  the points to take
[[nodiscard]] std::vector<report::Section>
regression_sections(StudyAnswers const& answers, std::vector<Eigen::Index> const& rows);

/// The sections with their longest lists cut: at most `most` rows of each output.
[[nodiscard]] std::vector<report::Section> leading(std::vector<report::Section> sections,
                                                   std::size_t most);

} // namespace study
