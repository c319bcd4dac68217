#pragma once

#include <cstddef>
#include <functional>

namespace core {

struct LoopOptions {
    int threads = 0; ///< 0: as many as the machine has
};

/// How many threads this process may use, at least 1.
[[nodiscard]] int hardware_threads() noexcept;

/// How many threads a loop asked for `threads` of them uses: as many, and as the machine has when
/// asked for 0.
[[nodiscard]] int thread_count(int threads) noexcept;

/// What is done for one block. @param worker  0 .. thread_count - 1, never in two blocks at once:
/// an index into storage that only one thread may touch at a time.
using BlockBody = std::function<void(std::size_t block, std::size_t worker)>;

/// Calls body once for each block 0 .. blocks - 1, on several threads; the one parallel loop of
/// Holdfast. Blocks are handed out in increasing order, and every block handed out is finished. So
/// when core::interrupted() becomes true the finished blocks are 0 .. n - 1, and n is returned
/// (`blocks` when nothing came between). After an exception no further block is handed out; that of
/// the lowest block is rethrown once all have stopped: the same one for any number of threads. What
/// a worker wrote is visible to the caller afterwards. One thread is the caller's own, and none is
/// started for it; a loop inside a block has only that.
std::size_t for_each_block(std::size_t blocks, LoopOptions const& options, BlockBody const& body);

} // namespace core
