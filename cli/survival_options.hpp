#pragma once

#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cli {

/// Declares what may be asked of times to events, for every command that asks.
void add_questions(CLI::App& command, report::SurvivalWords& words);

/// Where pictures go and in what unit their time is.
struct PictureOptions {
    std::string svg; ///< beginning of file names; empty: no files
    std::string unit = "days";
};
void add_pictures(CLI::App& command, PictureOptions& options);

/// Writes the curves, the cumulative incidence of competing causes, and a forest plot of the hazard
/// ratios where there are any, and says which files these are.
void write_pictures(PictureOptions const& options, report::SurvivalSample const& sample,
                    report::SurvivalQuestions const& questions,
                    std::vector<report::Section> const& sections);

} // namespace cli
