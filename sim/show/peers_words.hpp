#pragma once

#include "agents/peers/peer_rule.hpp"

#include <cstddef>
#include <string>

namespace sim {

/// Who knows whom and who installs when, in words.
[[nodiscard]] std::string peers_in_words(agents::Peers const& peers);

} // namespace sim
