#pragma once

#include "agents/theory.hpp"

#include <string>
#include <string_view>

namespace sim {

/// The thematic map as a picture: subthemes on a circle, grouped and coloured by component; an
/// arrow an influence, its colour and dash for the sign, its width for the strength, its opacity
/// for how well it is supported.
/// @param remark  a line under the title
[[nodiscard]] std::string map_svg(agents::Theory const& theory, std::string_view remark);

} // namespace sim
