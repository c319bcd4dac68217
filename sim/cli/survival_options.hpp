#pragma once

#include "sim/survival/questions.hpp"

#include <string>

namespace CLI {
class App;
}

namespace cli {

/// Declares what may be asked of times to events, for every command that asks.
void add_questions(CLI::App& command, sim::SurvivalWords& words);

/// Where pictures go and in what unit their time is.
struct PictureOptions {
    std::string svg; ///< beginning of file names; empty: no files
    std::string unit = "days";
};
void add_pictures(CLI::App& command, PictureOptions& options);

} // namespace cli
