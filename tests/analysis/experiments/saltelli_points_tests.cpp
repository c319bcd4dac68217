#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

using namespace analysis;

TEST_CASE("A block of Saltelli's points is A, B and each with one factor of the other") {
    constexpr std::size_t factors = 3;
    auto const points = tests::points_of(SaltelliPoints(16, factors, SecondOrder::yes, 3));
    auto const both = tests::points_of(SobolPoints(16, 2 * factors, 3, Scrambling::owen));
    REQUIRE(points.size() == 16 * 8);
    for (std::size_t block = 0; block < 16; ++block) {
        auto const* const rows = &points[block * 8];
        std::vector<double> const a(both[block].begin(), both[block].begin() + factors);
        std::vector<double> const b(both[block].begin() + factors, both[block].end());
        CHECK(rows[0] == a);
        CHECK(rows[1] == b);
        for (std::size_t k = 0; k < factors; ++k) {
            auto a_but_one = a;
            auto b_but_one = b;
            std::swap(a_but_one[k], b_but_one[k]);
            CHECK(rows[2 + k] == a_but_one);
            CHECK(rows[2 + factors + k] == b_but_one);
        }
    }
}

TEST_CASE("Without second order the same blocks are shorter") {
    SaltelliPoints const longer(16, 3, SecondOrder::yes, 3);
    SaltelliPoints const shorter(16, 3, SecondOrder::no, 3);
    CHECK(shorter.rows_a_block() == 5);
    CHECK(shorter.size() == 80);
    std::vector<double> one(3);
    std::vector<double> other(3);
    for (std::uint64_t block = 0; block < 16; ++block) {
        for (std::uint64_t row = 0; row < 5; ++row) {
            shorter.point(block * 5 + row, one);
            longer.point(block * 8 + row, other);
            CHECK(one == other);
        }
    }
}
