#pragma once

#include "sim/findings/section.hpp"
#include "sim/picture/forest_picture.hpp"
#include "sim/picture/heat_picture.hpp"
#include "sim/study_report/flip.hpp"
#include "sim/study_report/study_answers.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sim {

/// All that is told of a study, as its sampling allows.
struct StudyReport {
    std::vector<Section> sections;
    std::vector<picture::ForestPicture> rankings; ///< shape (outputs), the factors by importance
    std::vector<picture::ForestPicture> tornados; ///< shape (outputs); none without a regression
    std::vector<picture::HeatPicture> heats;      ///< shape (outputs); none with a single factor
};

struct ReportQuestions {
    /// Factors of the heat maps, rows and columns; none: the two that matter most to each output.
    std::vector<std::size_t> heat;
    std::vector<Flip> flips; ///< where these answers flip
};

[[nodiscard]] StudyReport study_report(StudyPlan const& plan, StudyAnswers const& answers,
                                       ReportQuestions const& questions);

/// The mean output by two factors: at their values, or in equally filled parts where there are more
/// than a dozen.
[[nodiscard]] picture::HeatPicture heat_of(StudyAnswers const& answers, std::size_t output,
                                           std::size_t row_factor, std::size_t column_factor);

/// The value at which an output says that nothing differs: 0 of differences, 1 of hazard ratios,
/// NaN of others.
[[nodiscard]] double no_difference(std::string const& output);

} // namespace sim
