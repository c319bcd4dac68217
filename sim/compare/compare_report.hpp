#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"
#include "report/survival/survival_pictures.hpp"
#include "sim/compare/comparison.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sim {

/// What may be asked of a record, in the words of the command line.
struct CompareQuestions {
    CompareWords compare;
    report::SurvivalWords survival;
    std::vector<std::string> covariates;      ///< traits that hazard ratios are adjusted for
    int gap_days = 0;                         ///< a gap of so many days is a lapse; 0: not asked
    std::optional<std::string> pictures = {}; ///< unit of their time; none: no pictures
};

/// Everything that a record was asked.
struct CompareReport {
    Comparison comparison;
    std::vector<report::Section> sections; ///< what was asked for beside the comparison
    std::vector<report::NamedSvg> pictures;
};

/// Throws core::ConfigError with every mistake in the questions, and with every question that needs
/// what the run did not record.
[[nodiscard]] CompareReport compare_report(Record const& record, CompareQuestions const& questions);

} // namespace sim
