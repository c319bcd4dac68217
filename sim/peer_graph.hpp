#pragma once

#include "agents/peers/peer_graph.hpp"
#include "sim/scenario.hpp"

namespace sim {

/// Who knows whom in the scenario; without users where it has no peers. The same for any number of
/// threads. @param threads  0: as many as the machine has
[[nodiscard]] agents::PeerGraph peer_graph(Scenario const& scenario, int threads = 0);

/// Calls the body for ranges of users in parallel.
[[nodiscard]] agents::EachRange on_threads(int threads);

} // namespace sim
