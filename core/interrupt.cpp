#include "core/interrupt.hpp"

#include "core/contract.hpp"

#include <atomic>
#include <unistd.h>

namespace core {

namespace {

std::atomic<bool> asked{false};
std::atomic<bool> guarded{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not lock");

extern "C" void on_signal(int /*signal*/) {
    if (asked.exchange(true)) {
        ::_exit(130);
    }
}

} // namespace

InterruptGuard::InterruptGuard() {
    [[maybe_unused]] bool const already = guarded.exchange(true);
    HOLDFAST_EXPECT(!already);
    asked = false;
    struct sigaction action {};
    action.sa_handler = on_signal;
    // A write under way goes on: no caller has to know about EINTR.
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, &interrupt_before_);
    ::sigaction(SIGTERM, &action, &terminate_before_);
}

InterruptGuard::~InterruptGuard() {
    ::sigaction(SIGINT, &interrupt_before_, nullptr);
    ::sigaction(SIGTERM, &terminate_before_, nullptr);
    asked = false;
    guarded = false;
}

bool interrupted() noexcept {
    return asked.load(std::memory_order_relaxed);
}

} // namespace core
