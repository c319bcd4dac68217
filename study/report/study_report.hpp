#pragma once

#include "report/picture/forest_picture.hpp"
#include "report/picture/heat_picture.hpp"
#include "report/section/section.hpp"
#include "study/report/flip.hpp"
#include "study/report/study_answers.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace study {

/// All that is told of a study, as its sampling allows.
struct StudyReport {
    std::vector<std::string> outputs; ///< names
    std::vector<report::Section> sections;
    std::vector<report::picture::ForestPicture>
        rankings; ///< shape (outputs), the factors by importance
    std::vector<report::picture::ForestPicture>
        tornados;                                    ///< shape (outputs); none without a regression
    std::vector<report::picture::HeatPicture> heats; ///< shape (outputs); none with a single factor
    report::Section heat_cells;                      ///< what the heat maps show
};

struct ReportQuestions {
    std::vector<std::size_t> outputs; ///< only these; none: all
    /// Factors of the heat maps, rows and columns; none: the two that matter most to each output.
    std::vector<std::size_t> heat;
    std::vector<Flip> flips; ///< where these answers flip; none: the usual ones
};

[[nodiscard]] StudyReport study_report(StudyPlan const& plan, StudyAnswers const& answers,
                                       ReportQuestions const& questions);

[[nodiscard]] report::Section heat_section();
/// The mean output by two factors: at their values, or in equally filled parts where there are more
/// than a dozen. A cell with a point that has no number has none.
/// @param cells  of heat_section(); what is shown is added to it
[[nodiscard]] report::picture::HeatPicture heat_of(StudyAnswers const& answers, std::size_t output,
                                                   std::size_t row_factor,
                                                   std::size_t column_factor,
                                                   report::Section& cells);
inline constexpr char const* heat_caption =
    "Means over the points of a cell and their replicates; ? where no 95% interval shuts out that "
    "nothing differs.";

/// The value at which an output says that nothing differs: 0 of differences, 1 of hazard ratios,
/// NaN of others.
[[nodiscard]] double no_difference(std::string const& output);

} // namespace study
