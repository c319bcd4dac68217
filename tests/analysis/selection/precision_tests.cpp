#include "analysis/replicates.hpp"
#include "analysis/selection/precision.hpp"
#include "tests/analysis/selection/normals.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using analysis::enough_after;
using analysis::precision;
using analysis::PrecisionGoal;

namespace {

std::vector<double> normal_values(std::uint64_t seed, std::size_t n) {
    tests::Normals normal(seed);
    std::vector<double> values(n);
    for (double& x : values) {
        x = normal();
    }
    return values;
}

} // namespace

TEST_CASE("The half width is that of Student's interval over replicates") {
    auto const values = normal_values(1, 12);
    auto const interval = analysis::over_replicates(values, {0.9});
    auto const found = precision(values, {.half_width = 0.1, .level = {0.9}});
    CHECK(found.half_width == Approx((interval.high - interval.low) / 2).epsilon(1e-12));
}

TEST_CASE("Five replicates of spread 1 are told to need 18 for a half width of 0.5") {
    // s = 1; t(17) / sqrt(18) = 2.1098 / 4.2426 = 0.4973 and t(16) / sqrt(17) = 0.5142.
    double const a = std::sqrt(2.0) / 2;
    std::vector<double> const values{3 - 2 * a, 3, 3, 3, 3 + 2 * a};
    auto const found = precision(values, {.half_width = 0.5});
    CHECK(found.half_width == Approx(2.7764451052 / std::sqrt(5.0)));
    CHECK_FALSE(found.enough);
    CHECK(found.more == 13);
}

TEST_CASE("No number below the fewest is enough, however well they agree") {
    std::vector<double> const same(4, 0.25);
    CHECK(precision(same, {.half_width = 1e-9}).half_width == 0.0);
    CHECK_FALSE(precision(same, {.half_width = 1e-9}).enough);
    CHECK(precision(same, {.half_width = 1e-9}).more == 1);
    CHECK(precision({}, {.half_width = 1.0}).more == 5);
    CHECK(precision(std::vector<double>{7.0}, {.half_width = 1.0}).more == 4);
    CHECK(precision(std::vector<double>(5, 0.25), {.half_width = 1e-9}).enough);
}

TEST_CASE("A replicate without a value is never enough, and more do not help") {
    std::vector<double> values(20, 1.0);
    values[6] = analysis::undefined;
    auto const found = precision(values, {.half_width = 1.0});
    CHECK_FALSE(found.enough);
    CHECK(found.more == 0);
    // It was enough before that.
    CHECK(enough_after(values, {.half_width = 1.0}) == 5U);
    values[2] = analysis::undefined;
    CHECK_FALSE(enough_after(values, {.half_width = 1.0}).has_value());
}

TEST_CASE("Where it stops does not depend on how many came at once") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        auto const values = normal_values(seed, 80);
        PrecisionGoal const goal{.half_width = 0.4};
        auto const stop = enough_after(values, goal);
        REQUIRE(stop.has_value());
        for (std::size_t n = 0; n < *stop; ++n) {
            auto const some = std::span(values).first(n);
            CHECK_FALSE(precision(some, goal).enough);
            CHECK(precision(some, goal).more > 0);
            CHECK_FALSE(enough_after(some, goal).has_value());
        }
        CHECK(enough_after(std::span(values).first(*stop), goal) == stop);
    }
}

TEST_CASE("A narrower bound or a higher level never needs fewer") {
    auto const values = normal_values(4, 8);
    std::size_t last = 0;
    for (double const bound : {0.8, 0.4, 0.2, 0.1, 0.01}) {
        auto const more = precision(values, {.half_width = bound}).more;
        CHECK(more >= last);
        CHECK(precision(values, {.half_width = bound, .level = {0.99}}).more >= more);
        last = more;
    }
    // So small a bound has a forecast too.
    CHECK(precision(values, {.half_width = 1e-12}).more > 1U << 30U);
}
