#pragma once

#include "report/picture/forest_picture.hpp"
#include "report/picture/stack_picture.hpp"
#include "report/picture/survival_picture.hpp"
#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <string>
#include <vector>

namespace report {

/// Kaplan-Meier of every group with limits, censoring ticks and the number at risk.
/// @param unit  of time: "days"
[[nodiscard]] picture::SurvivalPicture survival_picture(SurvivalSample const& sample,
                                                        SurvivalQuestions const& questions,
                                                        std::string const& unit);

/// Cumulative incidence of every cause stacked, a panel for each group.
[[nodiscard]] picture::StackPicture incidence_picture(SurvivalSample const& sample,
                                                      std::string const& unit);

/// Mean number of events that come again, by group.
[[nodiscard]] picture::CurvePicture mean_picture(SurvivalSample const& sample,
                                                 SurvivalQuestions const& questions,
                                                 std::string const& unit);

/// One measure of a section as a forest plot; ratios on a log scale.
/// @param measure  index into the section's measures
[[nodiscard]] picture::ForestPicture forest_of(Section const& section, std::size_t measure,
                                               analysis::Level level);

/// A picture and what its file is called after: "survival", "incidence", "hazard-ratios".
struct NamedSvg {
    std::string name;
    std::string svg;
};

/// The curves, the cumulative incidence of competing causes, and a forest plot of the hazard ratios
/// where the sections hold any; of events that come again their mean number.
[[nodiscard]] std::vector<NamedSvg> survival_svgs(SurvivalSample const& sample,
                                                  SurvivalQuestions const& questions,
                                                  std::vector<Section> const& sections,
                                                  std::string const& unit);

} // namespace report
