#pragma once

#include "agents/peers/peer_rule.hpp"
#include "core/prefetch.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace agents {

/// An undirected graph over users in compressed sparse rows: every edge stands in the rows of both
/// of its ends. Nobody is a neighbour of themselves, and no neighbour stands in a row twice.
class PeerGraph {
public:
    PeerGraph() : starts_(1, 0) {}
    /// @param starts      where each row begins, and at last the length; shape (users + 1)
    /// @param neighbours  each row ascending; shape (2 x edges)
    PeerGraph(std::vector<std::uint64_t> starts, std::vector<std::uint32_t> neighbours)
        : starts_(std::move(starts)), neighbours_(std::move(neighbours)) {}

    [[nodiscard]] std::size_t users() const noexcept { return starts_.size() - 1; }
    [[nodiscard]] std::size_t edges() const noexcept { return neighbours_.size() / 2; }
    /// The neighbours of a user, ascending.
    [[nodiscard]] std::span<std::uint32_t const> of(std::size_t user) const noexcept {
        return {neighbours_.data() + starts_[user], neighbours_.data() + starts_[user + 1]};
    }
    /// Has the row of a user fetched, who is asked for soon; where it stands is to have come
    /// already.
    void fetch(std::size_t user) const noexcept {
        constexpr std::uint64_t of_a_cache_line = 16;
        auto const* const begin = neighbours_.data();
        for (std::uint64_t n = starts_[user]; n < starts_[user + 1]; n += of_a_cache_line) {
            core::prefetch(begin + n);
        }
    }
    /// Has it fetched where the row of a user stands.
    void fetch_start(std::size_t user) const noexcept { core::prefetch(&starts_[user]); }
    [[nodiscard]] std::vector<std::uint64_t> const& starts() const noexcept { return starts_; }
    [[nodiscard]] std::vector<std::uint32_t> const& neighbours() const noexcept {
        return neighbours_;
    }

    friend bool operator==(PeerGraph const&, PeerGraph const&) = default;

private:
    std::vector<std::uint64_t> starts_;
    std::vector<std::uint32_t> neighbours_;
};

/// Part of a work that is divided by users.
using RangeBody = std::function<void(std::uint32_t first, std::uint32_t last)>;
/// Calls the body for ranges that together are [0, users), each user once, possibly at the same
/// time; returns when all are done.
using EachRange = std::function<void(std::size_t users, RangeBody const& body)>;

/// The graph of a rule: the same for any division into ranges. Links are pure functions of (seed,
/// user, link), so that ranges need nothing of each other.
[[nodiscard]] PeerGraph build_graph(PeerRule const& rule, std::size_t users, std::uint64_t seed,
                                    EachRange const& each_range);
/// The same in one range.
[[nodiscard]] PeerGraph build_graph(PeerRule const& rule, std::size_t users, std::uint64_t seed);

} // namespace agents
