#include "core/ranks.hpp"
#include "core/shared_counters.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

namespace {

/// The processes that this test was started as; left when the program ends.
core::Ranks const& ranks() {
    static core::Ranks const all;
    return all;
}

std::size_t here() {
    return static_cast<std::size_t>(ranks().rank());
}
std::size_t count() {
    return static_cast<std::size_t>(ranks().count());
}

} // namespace

TEST_CASE("Shares are neighbours, cover everything, and differ by one at most") {
    for (std::size_t const items : {0U, 1U, 5U, 12U, 1000U}) {
        for (int const n : {1, 2, 3, 7}) {
            std::size_t end = 0;
            for (int r = 0; r < n; ++r) {
                auto const share = core::share_of(items, r, n);
                CHECK(share.first == end);
                CHECK(share.last - share.first - items / static_cast<std::size_t>(n) <= 1);
                end = share.last;
            }
            CHECK(end == items);
        }
    }
}

TEST_CASE("Sums are over all ranks and known to all") {
    std::vector<std::int64_t> values(3);
    std::iota(values.begin(), values.end(), static_cast<std::int64_t>(here()));
    ranks().sum(values);
    auto const n = static_cast<std::int64_t>(count());
    auto const of_ranks = n * (n - 1) / 2;
    CHECK(values == std::vector<std::int64_t>{of_ranks, of_ranks + n, of_ranks + 2 * n});
}

TEST_CASE("What is so on one rank is known to all") {
    CHECK(ranks().any(here() + 1 == count()));
    CHECK_FALSE(ranks().any(false));
}

TEST_CASE("All go by what the first rank says") {
    std::vector<std::uint64_t> const mine(here() + 2, here());
    CHECK(ranks().as_first(mine) == std::vector<std::uint64_t>{0, 0});
}

TEST_CASE("What ranks send arrives at the first, whole and in order") {
    // Rank r sends r + 1 times r, then r.
    for (std::size_t r = 1; r < count(); ++r) {
        std::vector<float> many(r + 1, ranks().first() ? -1.0F : static_cast<float>(r));
        std::vector<float> one(1, ranks().first() ? -1.0F : static_cast<float>(r));
        if (ranks().first()) {
            ranks().receive(static_cast<int>(r), std::as_writable_bytes(std::span(many)));
            ranks().receive(static_cast<int>(r), std::as_writable_bytes(std::span(one)));
            CHECK(many == std::vector<float>(r + 1, static_cast<float>(r)));
            CHECK(one.front() == static_cast<float>(r));
        } else if (here() == r) {
            ranks().send(std::as_bytes(std::span(many)));
            ranks().send(std::as_bytes(std::span(one)));
        }
    }
}

TEST_CASE("A shared array is whole on every rank") {
    std::vector<std::size_t> starts;
    for (int r = 0; r < ranks().count(); ++r) {
        starts.push_back(core::share_of(10, r, ranks().count()).first);
    }
    starts.push_back(10);
    std::vector<std::uint8_t> all(10, 0);
    for (std::size_t i = starts[here()]; i < starts[here() + 1]; ++i) {
        all[i] = static_cast<std::uint8_t>(i + 1);
    }
    ranks().share(all, starts);
    std::vector<std::uint8_t> expected(10);
    std::iota(expected.begin(), expected.end(), std::uint8_t{1});
    CHECK(all == expected);
}

TEST_CASE("Numbers of all ranks are joined in the order of ranks") {
    std::vector<std::uint64_t> const mine(here(), here());
    std::vector<std::uint64_t> expected;
    for (std::size_t r = 0; r < count(); ++r) {
        expected.insert(expected.end(), r, r);
    }
    CHECK(ranks().joined(mine) == expected);
}

TEST_CASE("Of a shared counter every number is taken once, by any thread of any rank") {
    constexpr std::uint64_t to_take = 3000;
    std::vector<std::uint64_t> taken;
    {
        core::SharedCounters counters(ranks(), 2);
        counters.add(1, 10 + here());
        std::mutex mutex;
        auto const take_some = [&] {
            for (auto next = counters.add(0, 1); next < to_take; next = counters.add(0, 1)) {
                std::lock_guard const lock(mutex);
                taken.push_back(next);
            }
        };
        std::thread another(take_some);
        take_some();
        another.join();
    }
    auto all = ranks().joined(taken);
    std::sort(all.begin(), all.end());
    std::vector<std::uint64_t> expected(to_take);
    std::iota(expected.begin(), expected.end(), std::uint64_t{0});
    CHECK(all == expected);
}

TEST_CASE("Others count on while the first rank is busy elsewhere") {
    core::SharedCounters counters(ranks(), 1);
    auto const begun = std::chrono::steady_clock::now();
    if (ranks().first()) {
        while (std::chrono::steady_clock::now() - begun < std::chrono::seconds(2)) {
        }
        CHECK(counters.add(0, 0) == (count() - 1) * 10);
    } else {
        for (int i = 0; i < 10; ++i) {
            counters.add(0, 1);
        }
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(1500));
    }
}
