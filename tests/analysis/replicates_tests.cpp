#include "analysis/replicates.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <vector>

using analysis::over_replicates;
using analysis::p_over_replicates;

TEST_CASE("three replicates have the mean, interval and p of Student's test, as t.test in R") {
    std::vector<double> const values{1.0, 2.0, 3.0};
    auto const found = over_replicates(values);
    CHECK(found.value == Approx(2.0));
    CHECK(found.standard_error == Approx(0.5773502692));
    CHECK(found.low == Approx(-0.4841377118));
    CHECK(found.high == Approx(4.4841377118));
    CHECK(p_over_replicates(values) == Approx(0.0741799002));
    CHECK(over_replicates(values, {0.5}).high == Approx(2.0 + 0.8164965809 * 0.5773502692));
}

TEST_CASE("one replicate has a value but neither interval nor p, and none has nothing") {
    std::vector<double> const one{3.5};
    CHECK(over_replicates(one).value == 3.5);
    CHECK(std::isnan(over_replicates(one).low));
    CHECK(std::isnan(p_over_replicates(one)));
    CHECK(std::isnan(over_replicates({}).value));
}

TEST_CASE("what is undefined in one replicate is undefined over all") {
    std::vector<double> const values{1.0, analysis::undefined, 2.0};
    CHECK(std::isnan(over_replicates(values).value));
    CHECK(std::isnan(p_over_replicates(values)));
}

TEST_CASE("replicates that agree wholly have an interval without width") {
    std::vector<double> const same{0.25, 0.25, 0.25};
    CHECK(over_replicates(same).low == 0.25);
    CHECK(over_replicates(same).high == 0.25);
    CHECK(p_over_replicates(same) == 0.0);
    CHECK(p_over_replicates(std::vector<double>{0.0, 0.0}) == 1.0);
}

TEST_CASE("intervals over a few normal replicates cover the truth as often as they say") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal(1.0, 2.0);
    int constexpr trials = 20000;
    int covered = 0;
    int rejected = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> values(4);
        std::vector<double> about_zero;
        for (double& x : values) {
            x = normal(random);
            about_zero.push_back(x - 1.0);
        }
        auto const found = over_replicates(values, {0.9});
        covered += found.low <= 1.0 && 1.0 <= found.high ? 1 : 0;
        rejected += p_over_replicates(about_zero) < 0.1 ? 1 : 0;
    }
    CHECK(covered + rejected == trials);
    // z = 4.9: a false alarm in a million.
    CHECK(static_cast<double>(covered) / trials ==
          Approx(0.9).margin(4.9 * std::sqrt(0.9 * 0.1 / trials)));
}
