#pragma once

#include "core/ranks.hpp"
#include "core/shared_counters.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace study {

/// Shares items 0 .. size - 1 out among the threads of all ranks, in small pieces: who is done with
/// one takes the next, so that nobody waits for the slow. A process alone gets one item at a time,
/// in order.
class Turns {
public:
    /// Called by all ranks alike; so is the end of it, which waits for all.
    /// @param threads    of this rank
    /// @param elsewhere  told how many more items other ranks have ended, now and then
    Turns(core::Ranks const* ranks, std::uint64_t size, int threads,
          std::function<void(std::uint64_t)> elsewhere);

    /// How often this process may have to ask.
    [[nodiscard]] std::size_t most() const noexcept {
        return static_cast<std::size_t>((size_ + piece_ - 1) / piece_);
    }
    /// The items of one turn; empty once all are taken. Any thread may ask.
    /// @param asked  how often this process has asked before: 0 .. most() - 1, each once
    [[nodiscard]] core::Share take(std::size_t asked);
    /// Items that this process has ended, for the others to know.
    void ended(std::uint64_t items) noexcept { ended_ += items; }

private:
    void tell_each_other();

    std::uint64_t size_;
    std::uint64_t piece_ = 1;
    std::function<void(std::uint64_t)> elsewhere_;
    std::optional<core::SharedCounters> counters_; ///< nothing for a process alone
    std::atomic<bool> all_taken_{false};
    std::atomic<std::uint64_t> ended_{0}; ///< and not told yet
    std::mutex mutex_;                    ///< of what follows
    std::uint64_t told_ = 0;              ///< items ended here that others know of
    std::uint64_t known_elsewhere_ = 0;
};

} // namespace study
