#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace report::picture {

/// Colours that people with any colour vision can tell apart. Source: Okabe & Ito 2008, "Color
/// Universal Design", without yellow (too pale on white); black last.
inline constexpr std::array<std::string_view, 7> palette{"#0072B2", "#E69F00", "#009E73", "#CC79A7",
                                                         "#D55E00", "#56B4E9", "#000000"};

/// Of the j-th component (or design); beyond the palette colours come again.
[[nodiscard]] constexpr std::string_view colour(std::size_t j) noexcept {
    return palette[j % palette.size()];
}

/// For influences that raise and that lower; dashes tell them apart as well.
inline constexpr std::string_view raising = "#1B5E8C";
inline constexpr std::string_view lowering = "#C0392B";

} // namespace report::picture
