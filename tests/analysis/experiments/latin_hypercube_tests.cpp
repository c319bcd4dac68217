#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace analysis;

TEST_CASE("Each n-th of every factor's range holds exactly one point of a Latin hypercube") {
    for (std::uint64_t const n : {1U, 2U, 7U, 100U, 999U}) {
        auto const points = tests::points_of(LatinHypercube(n, 6, 4));
        for (std::size_t k = 0; k < 6; ++k) {
            std::vector<int> held(n, 0);
            for (auto const& u : points) {
                ++held[static_cast<std::size_t>(std::floor(u[k] * static_cast<double>(n)))];
            }
            CHECK(std::count(held.begin(), held.end(), 1) == static_cast<std::ptrdiff_t>(n));
        }
    }
}

TEST_CASE("Even the last stratum of the largest hypercube ends below 1") {
    constexpr std::uint64_t n = std::uint64_t{1} << 31U;
    LatinHypercube const hypercube(n, 3, 4);
    std::vector<double> unit(3);
    for (std::uint64_t const i : {std::uint64_t{0}, n / 3, n - 1}) {
        hypercube.point(i, unit);
        CHECK(*std::max_element(unit.begin(), unit.end()) < 1.0);
        CHECK(*std::min_element(unit.begin(), unit.end()) > 0.0);
    }
}

TEST_CASE("A Latin hypercube takes the error out of a sum of functions of one factor") {
    auto const error = [](Experiment const& experiment) {
        double sum = 0.0;
        for (auto const& u : tests::points_of(experiment)) {
            sum += std::exp(u[0]) + u[1] * u[1] - std::exp(1.0) + 1 - 1.0 / 3;
        }
        return std::abs(sum / static_cast<double>(experiment.size()));
    };
    double hypercubes = 0.0;
    double random = 0.0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        hypercubes += error(LatinHypercube(200, 2, seed));
        random += error(RandomPoints(200, 2, seed));
    }
    CHECK(hypercubes < random / 50);
}
