#include "core/parallel.hpp"

#include "core/contract.hpp"
#include "core/interrupt.hpp"
#include "core/workers.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#if defined(__SANITIZE_THREAD__)
extern "C" char const* __tsan_default_suppressions();
/// What TBB does with its own memory is out of the sanitizer's sight; see core/workers.hpp.
extern "C" char const* __tsan_default_suppressions() {
    return "called_from_lib:libtbb.so\n";
}
#endif

namespace core {

namespace {

/// Whether this thread is inside a block of a loop.
thread_local bool inside_a_block = false;

/// Says so while a worker is at work.
class InsideABlock {
public:
    InsideABlock() noexcept : before_(std::exchange(inside_a_block, true)) {}
    ~InsideABlock() { inside_a_block = before_; }
    InsideABlock(InsideABlock const&) = delete;
    InsideABlock& operator=(InsideABlock const&) = delete;

private:
    bool before_;
};

/// The blocks of one loop, and what went wrong with them.
class Blocks {
public:
    Blocks(std::size_t count, BlockBody const& body) : count_(count), body_(body) {
        next_.store(0, std::memory_order_release);
    }

    /// Takes blocks until there are none left, or no more may be taken.
    void work(std::size_t worker) noexcept {
        // Sees all that the caller wrote before the loop; the release below shows the caller all
        // that this worker wrote.
        static_cast<void>(next_.load(std::memory_order_acquire));
        InsideABlock const inside;
        while (!stopped_.load(std::memory_order_relaxed) && !interrupted()) {
            std::size_t const block = next_.fetch_add(1, std::memory_order_relaxed);
            if (block >= count_) {
                break;
            }
            try {
                body_(block, worker);
            } catch (...) {
                keep_lowest(block, std::current_exception());
            }
        }
        returned_.fetch_add(1, std::memory_order_release);
    }

    /// Throws the exception of the lowest block, if any. That block is the same for any threads:
    /// all blocks below a failed one were handed out before it, and are finished.
    [[nodiscard]] std::size_t finished(std::size_t workers) const {
        [[maybe_unused]] std::size_t const returned = returned_.load(std::memory_order_acquire);
        HOLDFAST_ENSURE(returned == workers);
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        return std::min(next_.load(), count_);
    }

private:
    void keep_lowest(std::size_t block, std::exception_ptr failure) {
        stopped_.store(true, std::memory_order_relaxed);
        std::lock_guard const lock(mutex_);
        if (block < failed_block_) {
            failed_block_ = block;
            failure_ = std::move(failure);
        }
    }

    std::size_t count_;
    BlockBody const& body_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> returned_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::size_t failed_block_ = std::numeric_limits<std::size_t>::max();
    std::exception_ptr failure_;
};

} // namespace

int hardware_threads() noexcept {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int thread_count(int threads) noexcept {
    HOLDFAST_EXPECT(threads >= 0);
    return threads == 0 ? hardware_threads() : threads;
}

std::size_t for_each_block(std::size_t blocks, LoopOptions const& options, BlockBody const& body) {
    // A loop inside a block has its thread to itself: the others have blocks of their own.
    std::size_t const most =
        inside_a_block ? 1 : static_cast<std::size_t>(thread_count(options.threads));
    std::size_t const workers = std::clamp<std::size_t>(blocks, 1, most);
    Blocks shared(blocks, body);
    if (workers == 1) {
        shared.work(0);
    } else {
        run_workers(
            workers,
            [](void* context, std::size_t worker) { static_cast<Blocks*>(context)->work(worker); },
            &shared);
    }
    return shared.finished(workers);
}

} // namespace core
