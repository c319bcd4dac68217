#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace report::picture {

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
