#pragma once

#include <csignal>

namespace core {

/// While it lives, SIGINT and SIGTERM ask for an early, orderly end instead of killing the process;
/// a second one ends it at once with exit code 130. Afterwards the handlers and the answer are as
/// they were. At most one at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(InterruptGuard const&) = delete;
    InterruptGuard& operator=(InterruptGuard const&) = delete;

private:
    struct sigaction interrupt_before_ {};
    struct sigaction terminate_before_ {};
};

/// Whether an early end has been asked for. Any thread may ask.
[[nodiscard]] bool interrupted() noexcept;

} // namespace core
