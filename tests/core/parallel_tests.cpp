#include "core/interrupt.hpp"
#include "core/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

/// Long enough that threads take turns, whatever the machine.
void dawdle(std::size_t block) {
    std::this_thread::sleep_for(std::chrono::microseconds(50 * (block % 7)));
}

} // namespace

TEST_CASE("A loop calls its body once for each block, with any number of threads") {
    for (int const threads : {1, 2, 4, 9}) {
        std::vector<int> calls(1000, 0);
        std::size_t const finished = core::for_each_block(
            calls.size(), {threads}, [&](std::size_t block, std::size_t) { ++calls[block]; });
        CHECK(finished == calls.size());
        CHECK(calls == std::vector<int>(calls.size(), 1));
    }
}

TEST_CASE("A loop over no blocks calls nothing") {
    bool called = false;
    CHECK(core::for_each_block(0, {4}, [&](std::size_t, std::size_t) { called = true; }) == 0);
    CHECK_FALSE(called);
}

TEST_CASE("A loop over one block passes worker 0") {
    std::size_t worker = 9;
    CHECK(core::for_each_block(1, {4}, [&](std::size_t, std::size_t w) { worker = w; }) == 1);
    CHECK(worker == 0);
}

TEST_CASE("One thread is the caller's own, and blocks come in order") {
    std::vector<std::size_t> order;
    bool own = true;
    auto const caller = std::this_thread::get_id();
    core::for_each_block(50, {1}, [&](std::size_t block, std::size_t) {
        order.push_back(block);
        own = own && std::this_thread::get_id() == caller;
    });
    CHECK(own);
    CHECK(order.size() == 50);
    CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("Threads that are asked for are there, even beyond the cores of the machine") {
    // Each of the four blocks waits for all others: this ends only when four run at once.
    std::atomic<int> arrived{0};
    std::atomic<bool> late{false};
    core::for_each_block(4, {4}, [&](std::size_t, std::size_t) {
        arrived.fetch_add(1);
        auto const patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (arrived.load() < 4 && !late.load()) {
            std::this_thread::yield();
            if (std::chrono::steady_clock::now() > patience) {
                late.store(true);
            }
        }
    });
    CHECK_FALSE(late.load());
}

TEST_CASE("A worker's number is below the number of threads and never in two blocks at once") {
    std::vector<std::atomic<int>> inside(4);
    std::atomic<bool> clash{false};
    core::for_each_block(500, {4}, [&](std::size_t block, std::size_t worker) {
        if (worker >= inside.size() || inside[worker].fetch_add(1) != 0) {
            clash.store(true);
        }
        dawdle(block);
        inside[worker].fetch_sub(1);
    });
    CHECK_FALSE(clash.load());
}

TEST_CASE("The exception of the lowest block is the one that is rethrown") {
    for (int const threads : {1, 2, 4}) {
        for (int repeat = 0; repeat < 20; ++repeat) {
            std::string caught;
            try {
                core::for_each_block(200, {threads}, [](std::size_t block, std::size_t) {
                    dawdle(block);
                    if (block == 40 || block == 41 || block == 43) {
                        throw std::runtime_error("block " + std::to_string(block));
                    }
                });
            } catch (std::runtime_error const& error) {
                caught = error.what();
            }
            CHECK(caught == "block 40");
        }
    }
}

TEST_CASE(
    "After an exception every block below the failed one is finished and few above are begun") {
    std::vector<std::atomic<int>> finished(100000);
    CHECK_THROWS_AS(core::for_each_block(finished.size(), {4},
                                         [&](std::size_t block, std::size_t) {
                                             if (block == 100) {
                                                 throw std::runtime_error("no");
                                             }
                                             dawdle(block);
                                             finished[block].store(1);
                                         }),
                    std::runtime_error);
    int below = 0;
    for (std::size_t block = 0; block < 100; ++block) {
        below += finished[block].load();
    }
    CHECK(below == 100);
    CHECK(finished.back().load() == 0);
}

TEST_CASE("Interrupted, a loop has finished exactly the blocks that it says") {
    for (int const threads : {1, 2, 4}) {
        core::InterruptGuard const guard;
        std::vector<int> done(5000, 0);
        std::size_t const finished =
            core::for_each_block(done.size(), {threads}, [&](std::size_t block, std::size_t) {
                if (block == 60) {
                    std::raise(SIGINT);
                }
                dawdle(block);
                done[block] = 1;
            });
        CHECK(finished > 60);
        CHECK(finished < done.size());
        auto const border = done.begin() + static_cast<std::ptrdiff_t>(finished);
        CHECK(std::all_of(done.begin(), border, [](int d) { return d == 1; }));
        CHECK(std::all_of(border, done.end(), [](int d) { return d == 0; }));
    }
}

TEST_CASE("Interrupted before it begins, a loop finishes nothing") {
    core::InterruptGuard const guard;
    std::raise(SIGTERM);
    bool called = false;
    CHECK(core::for_each_block(10, {2}, [&](std::size_t, std::size_t) { called = true; }) == 0);
    CHECK_FALSE(called);
}

TEST_CASE("Asked for no number of threads, a loop uses those of the machine") {
    CHECK(core::hardware_threads() >= 1);
    CHECK(core::thread_count(0) == core::hardware_threads());
    CHECK(core::thread_count(3) == 3);
}

TEST_CASE("A loop inside a block does all its blocks on the thread of that block") {
    std::atomic<std::size_t> elsewhere{0};
    std::atomic<std::size_t> done{0};
    core::for_each_block(8, {4}, [&](std::size_t /*block*/, std::size_t /*worker*/) {
        auto const here = std::this_thread::get_id();
        core::for_each_block(50, {4}, [&](std::size_t, std::size_t worker) {
            elsewhere += std::this_thread::get_id() == here && worker == 0 ? 0U : 1U;
            ++done;
        });
    });
    CHECK(done == 400);
    CHECK(elsewhere == 0);
}
