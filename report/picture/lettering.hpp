#pragma once

#include <string>

namespace report::picture {

/// What stands around a picture, UTF-8; empty parts take no room.
struct Lettering {
    std::string title = {};
    std::string subtitle = {};
    std::string caption = {}; ///< below: what the limits are, who is counted
};

} // namespace report::picture
