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
    // Pushes meet in the counts, where only sums matter.
    in_pieces(some.size_in_words(), 64, threads, [&](std::size_t first, std::size_t last) {
        some.for_each(first, last, [this](std::uint32_t user) {
            auto const row = graph_.of(user);
            auto neighbour = row.begin();
            if (of_.first > 0) {
                neighbour = std::lower_bound(neighbour, row.end(), of_.first);
            }
            for (; neighbour != row.end() && *neighbour < of_.last; ++neighbour) {
                std::atomic_ref(counts_[*neighbour - of_.first])
                    .fetch_add(1, std::memory_order_relaxed);
            }
        });
    });
}

} // namespace sim
