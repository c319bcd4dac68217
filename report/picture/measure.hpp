#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace report::picture {

/// Of the labels of curves, layers and cells [px].
inline constexpr double label_size = 12.0;
/// From one label to the next, where they stand below each other [px].
inline constexpr double label_gap = 16.0;
/// As many times wider are bold letters than plain ones.
inline constexpr double bold_width = 1.12;

/// About how wide a text is drawn [px]; a little too wide rather than too narrow, as the reader's
/// font is not known. Source: advance widths of DejaVu Sans, by class of character.
/// @param size  of the font [px]
[[nodiscard]] double text_width(std::string_view utf8, double size);

/// The text, its end replaced by an ellipsis where it is wider than `width` pixels.
[[nodiscard]] std::string shortened(std::string_view utf8, double width, double size);

/// The text broken at spaces into lines at most `width` pixels wide; none for an empty text.
[[nodiscard]] std::vector<std::string> lines_within(std::string_view utf8, double width,
                                                    double size);

} // namespace report::picture
