#pragma once

#include "report/picture/lettering.hpp"
#include "report/picture/svg.hpp"

#include <string>
#include <vector>

namespace report::picture {

inline constexpr double picture_width = 760.0; ///< [px]
inline constexpr double side = 16.0;           ///< free to the left and to the right [px]

/// Room for title and subtitle at the top [px].
[[nodiscard]] double heading_height(Lettering const& words);
void draw_heading(Svg& svg, Lettering const& words);

/// Room for the caption at the bottom [px], and the caption from y on.
[[nodiscard]] double caption_height(Lettering const& words);
void draw_caption(Svg& svg, Lettering const& words, double y);

/// The names of groups in rows, each with a sample of what stands for it.
enum class Sample { line, area };
struct Legend {
    std::vector<std::string> names;
    std::vector<std::string> fills; ///< of areas, shape (names); lines: unused
    Sample sample = Sample::line;
};
[[nodiscard]] double legend_height(Legend const& legend);
void draw_legend(Svg& svg, Legend const& legend, double y);

/// A text shortened to its room; the whole of it shows under a pointer.
void draw_shortened(Svg& svg, Point at, std::string const& text, double width,
                    TextStyle const& style);

/// Heights near the wanted ones, ascending as these, none closer than `gap` to the next: the
/// smallest squared moves (isotonic regression). Shape of `wanted`, in its order.
[[nodiscard]] std::vector<double> spread_apart(std::vector<double> const& wanted, double gap,
                                               double lowest, double highest);

} // namespace report::picture
