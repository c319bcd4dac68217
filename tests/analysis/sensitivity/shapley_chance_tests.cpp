#include "analysis/experiments/latin_hypercube.hpp"
#include "analysis/sensitivity/chaos_expansion.hpp"
#include "analysis/sensitivity/shapley_effects.hpp"
#include "tests/analysis/sensitivity/test_functions.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace analysis;

namespace {

constexpr int times = 200;

bool holds(Estimate const& estimate, double truth) {
    return estimate.low <= truth && truth <= estimate.high;
}

/// Legendre's polynomial of degree 1, of variance 1.
double linear(double unit) {
    return std::sqrt(3.0) * (2.0 * unit - 1.0);
}

} // namespace

TEST_CASE("Limits of Shapley effects that are plain to see hold the truth as often as they say") {
    // Parts of variance: 1, 0.25 and, together, 0.25; half as much noise.
    constexpr double v = 1.5;
    std::normal_distribution<double> normal(0.0, std::sqrt(0.75));
    std::mt19937_64 engine(6);
    int shapley = 0;
    int first = 0;
    int total = 0;
    for (int t = 0; t < times; ++t) {
        LatinHypercube const design(256, 5, static_cast<std::uint64_t>(t));
        auto const y = tests::outputs_of(design, [&](auto const& u) {
            return linear(u[0]) + 0.5 * linear(u[1]) + 0.5 * linear(u[0]) * linear(u[1]) +
                   normal(engine);
        });
        auto const effects = shapley_effects(tests::matrix_of(design), y);
        shapley += holds(effects.shapley[1], 0.375 / v) ? 1 : 0;
        first += holds(effects.first[0], 1.0 / v) ? 1 : 0;
        total += holds(effects.total[1], 0.5 / v) ? 1 : 0;
    }
    // 95%, less what the choice of terms takes; 0.88 is 4.5 standard errors below.
    for (int const held : {shapley, first, total}) {
        CHECK(held >= 0.88 * times);
    }
}

TEST_CASE("A weak factor is not told to be none, nor one that does nothing to be something") {
    // Parts of variance: 1 and 0.0625, by a polynomial of degree 2; as much noise as both.
    constexpr double v = 1.0625;
    std::normal_distribution<double> normal(0.0, std::sqrt(v));
    std::mt19937_64 engine(8);
    int weak = 0;
    int none = 0;
    double mean = 0.0;
    for (int t = 0; t < times; ++t) {
        LatinHypercube const design(256, 5, static_cast<std::uint64_t>(t));
        auto const y = tests::outputs_of(design, [&](auto const& u) {
            double const x = 2.0 * u[2] - 1.0;
            return linear(u[0]) + 0.25 * std::sqrt(5.0) * (1.5 * x * x - 0.5) + normal(engine);
        });
        auto const effects = shapley_effects(tests::matrix_of(design), y);
        weak += holds(effects.shapley[2], 0.0625 / v) ? 1 : 0;
        none += holds(effects.shapley[4], 0.0) ? 1 : 0;
        mean += effects.shapley[2].value / times;
    }
    CHECK(weak >= 0.84 * times); // of a square near 0 the limits are a little narrow
    CHECK(none >= 0.84 * times);
    CHECK(mean == Approx(0.0625 / v).margin(0.01));
}

TEST_CASE("What polynomials tell at points not used is neither praised nor found in noise") {
    std::normal_distribution<double> normal(0.0, 1.0);
    std::mt19937_64 engine(7);
    double told = 0.0;
    double of_noise = 0.0;
    constexpr int studies = 30;
    for (int t = 0; t < studies; ++t) {
        // More factors than have their products tried, of which two act together.
        LatinHypercube const design(256, 40, static_cast<std::uint64_t>(t));
        auto const points = tests::matrix_of(design);
        auto const noise = tests::outputs_of(design, [&](auto const&) { return normal(engine); });
        auto const signal = tests::outputs_of(design, [](auto const& u) {
            return 0.5 * (linear(u[7]) + linear(u[30]) + linear(u[7]) * linear(u[30]));
        });
        told += chaos_expansion(points, signal + noise).q2 / studies;
        of_noise += chaos_expansion(points, noise).q2 / studies;
    }
    CHECK(of_noise < 0.005);
    CHECK(told < 0.75 / 1.75 + 0.03); // nobody can tell more, but by luck
    CHECK(told > 0.36);
}
