#include "report/picture/text_canvas.hpp"

#include "report/text/text_table.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

namespace report::picture {
namespace {

/// A variable of the environment, empty where it is not set.
std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// The first of these that is set decides, as POSIX has it.
Letters letters_of_locale() {
    for (char const* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        auto locale = environment(name);
        if (!locale.empty()) {
            std::transform(locale.begin(), locale.end(), locale.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            bool const utf8 = locale.find("utf-8") != std::string::npos ||
                              locale.find("utf8") != std::string::npos;
            return utf8 ? Letters::unicode : Letters::ascii;
        }
    }
    return Letters::ascii;
}

} // namespace

TextCanvas terminal_canvas(std::size_t width_otherwise) {
    bool const colourful = isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() &&
                           environment("TERM") != "dumb" && !environment("TERM").empty();
    return {.width = std::max(narrowest_canvas, terminal_width(width_otherwise)),
            .letters = letters_of_locale(),
            .colours = colourful ? Colours::ansi : Colours::none};
}

} // namespace report::picture
