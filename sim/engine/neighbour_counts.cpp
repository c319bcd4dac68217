#include "sim/engine/neighbour_counts.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <atomic>

namespace sim {
namespace {

/// Calls body(first, last) for pieces of [0, size).
template <class Body>
void in_pieces(std::size_t size, std::size_t piece, int threads, Body const& body) {
    core::for_each_block((size + piece - 1) / piece, {threads},
                         [&](std::size_t block, std::size_t) {
                             body(block * piece, std::min((block + 1) * piece, size));
                         });
}

} // namespace

void NeighbourCounts::clear(int threads) {
    in_pieces(counts_.size(), 1U << 18U, threads, [this](std::size_t first, std::size_t last) {
        std::fill(counts_.begin() + static_cast<std::ptrdiff_t>(first),
                  counts_.begin() + static_cast<std::ptrdiff_t>(last), 0);
    });
}

void NeighbourCounts::add(UserBits const& some, int threads) {
    in_pieces(some.size_in_words(), 64, threads, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint32_t> users;
        some.for_each(first, last, [&](std::uint32_t user) { users.push_back(user); });
        push(users, threads);
    });
}

void NeighbourCounts::push(std::span<std::uint32_t const> users, int threads) {
    // Those some are few, so that their rows stand far apart: each would be waited for.
    constexpr std::size_t ahead = 8;
    for (std::size_t n = 0; n < users.size(); ++n) {
        if (n + 2 * ahead < users.size()) {
            graph_.fetch_start(users[n + 2 * ahead]);
        }
        if (n + ahead < users.size()) {
            graph_.fetch(users[n + ahead]);
        }
        auto const row = graph_.of(users[n]);
        auto neighbour = row.begin();
        if (of_.first > 0) {
            neighbour = std::lower_bound(neighbour, row.end(), of_.first);
        }
        for (; neighbour != row.end() && *neighbour < of_.last; ++neighbour) {
            count(*neighbour, threads);
        }
    }
}

void NeighbourCounts::count(std::uint32_t user, int threads) noexcept {
    std::atomic_ref count(counts_[user - of_.first]);
    if (threads > 1) {
        // Pushes meet here, where only sums matter.
        count.fetch_add(1, std::memory_order_relaxed);
    } else {
        count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
}

} // namespace sim
