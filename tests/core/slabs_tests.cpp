#include "core/parallel.hpp"
#include "core/slabs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

namespace slabs = core::slabs;

namespace {

/// A piece that is full of a number.
struct Piece {
    unsigned char* begin;
    std::size_t bytes;
    unsigned char number;

    Piece(std::size_t size, unsigned char filling)
        : begin(static_cast<unsigned char*>(slabs::take(size))), bytes(size), number(filling) {
        std::memset(begin, number, bytes);
    }
    [[nodiscard]] bool is_as_it_was() const {
        return std::all_of(begin, begin + bytes, [this](unsigned char c) { return c == number; });
    }
};

} // namespace

TEST_CASE("pieces of slabs do not overlap, and begin with a line of the cache") {
    std::mt19937 random(3);
    std::vector<Piece> held;
    int wrong = 0;
    // More than some slabs, given back in no order.
    for (int n = 0; n < 600; ++n) {
        held.emplace_back(slabs::smallest + random() % 1'000'000,
                          static_cast<unsigned char>(random() % 256));
        wrong += reinterpret_cast<std::uintptr_t>(held.back().begin) % 64 == 0 ? 0 : 1;
        if (held.size() > 100) {
            std::swap(held[random() % held.size()], held.back());
            wrong += held.back().is_as_it_was() ? 0 : 1;
            slabs::give_back(held.back().begin);
            held.pop_back();
        }
    }
    for (auto const& piece : held) {
        wrong += piece.is_as_it_was() ? 0 : 1;
        slabs::give_back(piece.begin);
    }
    CHECK(wrong == 0);
}

TEST_CASE("pieces of slabs are taken and given back by several threads") {
    std::vector<int> wrong(200);
    core::for_each_block(200, {4}, [&](std::size_t block, std::size_t) {
        auto const number = static_cast<unsigned char>(block);
        Piece const one(slabs::smallest + 1000 * block, number);
        Piece const other(slabs::largest, static_cast<unsigned char>(~number));
        wrong[block] = one.is_as_it_was() && other.is_as_it_was() ? 0 : 1;
        slabs::give_back(one.begin);
        slabs::give_back(other.begin);
    });
    CHECK(std::count(wrong.begin(), wrong.end(), 0) == 200);
}

TEST_CASE("a slab all of whose pieces came back is cut anew") {
    void* const first = slabs::take(slabs::largest);
    slabs::give_back(first);
    for (int n = 0; n < 100; ++n) {
        void* const again = slabs::take(slabs::largest);
        slabs::give_back(again);
        REQUIRE(again == slabs::take(slabs::largest));
        slabs::give_back(again);
    }
}

TEST_CASE("only sizes that gain from it come from slabs") {
    CHECK_FALSE(slabs::serve(slabs::smallest - 1));
    CHECK_FALSE(slabs::serve(slabs::largest + 1));
}
