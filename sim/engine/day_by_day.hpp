#pragma once

#include "agents/peers/peer_graph.hpp"
#include "sim/engine/block_by_block.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/record.hpp"
#include "sim/user_range.hpp"

#include <optional>

namespace core {
class Ranks;
}

namespace sim {

/// Users who feel each other live day by day: all of them live a day, in blocks and in parallel,
/// and publish who had a session and who left; on the next day everybody feels what was published.
/// Nobody ever sees what happens on the same day, so that no order of blocks shows.
///
/// The record of these users, or nothing when the run was interrupted on any rank.
/// @param graph   of all users of the scenario, which must have peers
/// @param users   those of this rank, from a multiple of 64 on; may be none
/// @param ranks   who share the run and call this too; nullptr: nobody
[[nodiscard]] std::optional<Record> live_day_by_day(CompiledRun const& run,
                                                    agents::PeerGraph const& graph, UserRange users,
                                                    Blocks const& blocks, core::Ranks const* ranks);

/// The share of a rank in all users: whole words of UserBits.
[[nodiscard]] UserRange share_in_words(std::size_t users, int rank, int ranks) noexcept;

} // namespace sim
