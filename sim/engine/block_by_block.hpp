#pragma once

#include "sim/engine/compiled_run.hpp"
#include "sim/engine/keeper.hpp"
#include "sim/user_range.hpp"

#include <cstddef>

namespace core {
class Progress;
}

namespace sim {

/// Users who do not feel each other live in blocks: a block's people are made, live all their days
/// under every design while they are in cache, and are handed to the keeper.
struct Blocks {
    int threads = 1;                    ///< at least 1
    std::size_t users = 512;            ///< a block, at least 1
    core::Progress* progress = nullptr; ///< told the nominal user-days done
};

/// How many users a block should have. @param threads  at least 1
[[nodiscard]] std::size_t usual_block(std::size_t users, int threads) noexcept;

/// Lets these users live. Interrupted, it finishes the blocks that are begun. Returns how many
/// users, from the first on, the keeper has been given; it has been given nobody else.
/// @param keeper  for as many workers as threads, or as blocks where those are fewer
[[nodiscard]] std::size_t live_block_by_block(CompiledRun const& run, UserRange users,
                                              Blocks const& blocks, Keeper& keeper);

} // namespace sim
