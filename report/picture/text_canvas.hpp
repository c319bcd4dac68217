#pragma once

#include <cstddef>

namespace report::picture {

enum class Letters { ascii, unicode };
enum class Colours { none, ansi };

/// The narrowest terminal on which a picture says anything [columns].
inline constexpr std::size_t narrowest_canvas = 60;

/// What a picture of characters may use.
struct TextCanvas {
    std::size_t width = 80; ///< columns, >= narrowest_canvas; more than 100 are not used
    std::size_t rows = 17;  ///< of the plot itself, >= 4
    Letters letters = Letters::ascii;
    Colours colours = Colours::none;
};

/// The canvas at standard output: as wide as the terminal; letters by the locale of the environment
/// (LC_ALL, LC_CTYPE, LANG); colours on a terminal only, unless NO_COLOR is set or TERM is "dumb".
/// @param width_otherwise  columns where standard output is no terminal
[[nodiscard]] TextCanvas terminal_canvas(std::size_t width_otherwise = 100);

} // namespace report::picture
