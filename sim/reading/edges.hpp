#pragma once

#include "agents/peers/peer_rule.hpp"
#include "core/schema.hpp"

#include <cstddef>
#include <string>

namespace sim::reading {

/// The edges of a CSV file of two columns of user numbers, 0 .. users - 1; each edge stands there
/// once, either way round. Tells users that there are not, self-loops and repeated edges by their
/// place, the first 20 of each sort. Of use only when no mistake was told.
/// @param named  where the scenario, whose file is at `from`, names it
[[nodiscard]] agents::ListedPeers read_edges(core::schema::Cursor const& named,
                                             std::string const& from, std::size_t users);

} // namespace sim::reading
