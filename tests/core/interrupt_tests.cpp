#include "core/interrupt.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t heard_before = 0;

/// How a child ends that does this.
template <typename Action>
int exit_status_of(Action action) {
    pid_t const child = ::fork();
    if (child == 0) {
        action();
        ::_exit(7);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

TEST_CASE("Under a guard the first signal is only noted") {
    for (int const signal : {SIGINT, SIGTERM}) {
        core::InterruptGuard const guard;
        CHECK_FALSE(core::interrupted());
        std::raise(signal);
        CHECK(core::interrupted());
    }
}

TEST_CASE("A new guard has heard nothing") {
    {
        core::InterruptGuard const guard;
        std::raise(SIGINT);
    }
    CHECK_FALSE(core::interrupted());
    core::InterruptGuard const guard;
    CHECK_FALSE(core::interrupted());
}

TEST_CASE("After a guard the handlers are those from before") {
    auto* const before = std::signal(SIGINT, [](int) { heard_before = 1; });
    { core::InterruptGuard const guard; }
    std::raise(SIGINT);
    CHECK(heard_before == 1);
    CHECK_FALSE(core::interrupted());
    std::signal(SIGINT, before);
}

TEST_CASE("A second signal ends the process at once with 130") {
    int const status = exit_status_of([] {
        core::InterruptGuard const guard;
        std::raise(SIGINT);
        std::raise(SIGTERM);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 130);
}
