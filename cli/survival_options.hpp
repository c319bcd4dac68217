#pragma once

#include "report/survival/questions.hpp"
#include "report/survival/survival_pictures.hpp"

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

/// Writes each picture to BEGIN-NAME.svg, and says which files these are.
void write_svgs(std::string const& begin, std::vector<report::NamedSvg> const& pictures);

} // namespace cli
