#pragma once

#include "agents/peers/peer_graph.hpp"
#include "tests/reference/scalar_model.hpp"

#include <optional>
#include <vector>

namespace reference {

/// A user among peers.
struct PeerLife {
    std::optional<int> arrival; ///< calendar day of installing; nothing: never
    Life life;                  ///< by own days
};

/// Everybody's lives, in which neighbours' days are felt: docs/odd.md, Peers, a second time, day by
/// day and user by user. Shape (users).
/// @param invitation  nothing: everybody installs on day 0
[[nodiscard]] std::vector<PeerLife> live_together(ScalarModel const& model,
                                                  agents::PeerGraph const& graph,
                                                  std::optional<agents::Invitation> invitation,
                                                  std::uint64_t seed, std::uint32_t replicate,
                                                  int horizon_days);

} // namespace reference
