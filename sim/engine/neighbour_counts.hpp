#pragma once

#include "agents/peers/peer_graph.hpp"
#include "sim/engine/user_bits.hpp"
#include "sim/user_range.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// How many of a user's neighbours are among some users. Pushed from those some, who are few on any
/// day, to their neighbours.
class NeighbourCounts {
public:
    /// @param of  whose neighbours are counted  @param graph  must outlive this
    NeighbourCounts(agents::PeerGraph const& graph, UserRange of)
        : graph_(graph), of_(of), counts_(of.size()) {}

    void clear(int threads);
    /// Counts these too; nobody twice. They may be anybody.
    void add(UserBits const& some, int threads);
    [[nodiscard]] std::uint32_t operator[](std::uint32_t user) const noexcept {
        return counts_[user - of_.first];
    }

private:
    void push(std::span<std::uint32_t const> users, int threads);
    void count(std::uint32_t user, int threads) noexcept;

    agents::PeerGraph const& graph_;
    UserRange of_;
    std::vector<std::uint32_t> counts_; ///< shape (of)
};

} // namespace sim
