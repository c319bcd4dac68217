#pragma once

#include "report/picture/palette.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace report::picture {

/// Dashes of lines, told apart without colour; the first is solid.
inline constexpr std::array<std::string_view, 8> dashes{"",     "7 3", "2 2.5",       "9 3 2 3",
                                                        "14 4", "4 2", "9 3 2 3 2 3", "5 2 1 2"};

struct LineStyle {
    std::string_view colour;
    std::string_view dash; ///< stroke-dasharray, empty: solid
};

/// Of the i-th group; colours and dashes come again after 7 and 8, both together after 56.
[[nodiscard]] constexpr LineStyle line_style(std::size_t i) noexcept {
    return {report::picture::colour(i), dashes[i % dashes.size()]};
}

inline constexpr std::string_view ink = "#222222";
inline constexpr std::string_view faint_ink = "#595959";
inline constexpr std::string_view grid_ink = "#E4E4E4";
inline constexpr std::string_view rest_fill = "#ECECEC"; ///< of who is left in a stack

} // namespace report::picture
