#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

TEST_CASE("Random points are uniform and their coordinates uncorrelated") {
    constexpr std::uint64_t n = 20000;
    auto const points = tests::points_of(RandomPoints(n, 4, 3));
    for (std::size_t a = 0; a < 4; ++a) {
        for (std::size_t b = a; b < 4; ++b) {
            double product = 0.0;
            for (auto const& u : points) {
                product += (u[a] - 0.5) * (u[b] - 0.5) * 12 / n;
            }
            double const error = a == b ? std::sqrt(0.8 / n) : std::sqrt(1.0 / n);
            CHECK(product == Approx(a == b ? 1.0 : 0.0).margin(4.892 * error)); // 1e-6
        }
    }
}

TEST_CASE("More points and more factors leave the random points there were as they are") {
    auto const few = tests::points_of(RandomPoints(10, 3, 9));
    auto const many = tests::points_of(RandomPoints(20, 6, 9));
    for (std::size_t i = 0; i < few.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            CHECK(few[i][k] == many[i][k]);
        }
    }
}
