#include "analysis/replicates.hpp"
#include "analysis/selection/precision.hpp"
#include "tests/analysis/selection/normals.hpp"
#include "tests/tolerance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using analysis::PrecisionGoal;

namespace {

constexpr int followed = 10000;

/// Share of 95% intervals that hold the mean of normal values of spread 1, each followed until it
/// is known well enough.
double coverage(PrecisionGoal const& goal) {
    tests::Normals normal(71);
    double covered = 0;
    for (int i = 0; i < followed; ++i) {
        std::vector<double> values(200);
        std::generate(values.begin(), values.end(), std::ref(normal));
        auto const stop = analysis::enough_after(values, goal);
        REQUIRE(stop.has_value());
        auto const interval = analysis::over_replicates(std::span(values).first(*stop), goal.level);
        covered += interval.low <= 0 && 0 <= interval.high ? 1 : 0;
    }
    return covered / followed;
}

double worst_coverage(std::size_t fewest) {
    double worst = 1;
    for (double const bound : {0.8, 0.6, 0.5, 0.4}) {
        worst = std::min(worst, coverage({.half_width = bound, .fewest = fewest}));
    }
    return worst;
}

double chance(double share) {
    return tests::z_two_sided * std::sqrt(share * (1 - share) / followed);
}

} // namespace

TEST_CASE("Stopped 95% intervals hold the truth less often the earlier they may stop") {
    CHECK(worst_coverage(2) == Approx(0.88).margin(chance(0.88)));
    CHECK(worst_coverage(5) == Approx(0.92).margin(chance(0.92)));
    CHECK(worst_coverage(10) == Approx(0.935).margin(chance(0.935)));
}

TEST_CASE("The forecast after five replicates is on average near to where it stops") {
    tests::Normals normal(72);
    double foretold = 0;
    double needed = 0;
    PrecisionGoal const goal{.half_width = 0.4};
    for (int i = 0; i < followed; ++i) {
        std::vector<double> values(200);
        std::generate(values.begin(), values.end(), std::ref(normal));
        foretold += 5 + static_cast<double>(precision(std::span(values).first(5), goal).more);
        needed += static_cast<double>(*enough_after(values, goal));
    }
    CHECK(foretold / needed == Approx(1.0).margin(0.1));
}
