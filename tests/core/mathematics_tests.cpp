#include "core/mathematics.hpp"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

// Accuracies that the docstrings of core/mathematics.hpp state; double precision is the judge.

TEST_CASE("exp has a relative error below 2e-7 over its range") {
    double worst = 0.0;
    for (double x = -87.0; x <= 88.0; x += 0.00037) {
        auto const argument = static_cast<float>(x);
        double const exact = std::exp(static_cast<double>(argument));
        worst = std::max(worst, std::abs(core::exp(argument) / exact - 1.0));
    }
    CHECK(worst < 2e-7);
    CHECK(core::exp(0.0F) == 1.0F);
}

TEST_CASE("log has an absolute error below 1.5e-7 between 0 and 1") {
    double worst = 0.0;
    for (int i = 1; i <= 1 << 20; ++i) {
        float const x = static_cast<float>(i) * 0x1p-20F;
        worst = std::max(
            worst, std::abs(static_cast<double>(core::log(x)) - std::log(static_cast<double>(x))) /
                       std::max(1.0, std::abs(std::log(static_cast<double>(x)))));
    }
    CHECK(worst < 1.5e-7);
    CHECK(core::log(1.0F) == 0.0F);
}

TEST_CASE("logistic is between 0 and 1, symmetric, and near the exact curve") {
    for (float x = -30.0F; x <= 30.0F; x += 0.01F) {
        float const p = core::logistic(x);
        REQUIRE(p > 0.0F);
        REQUIRE(p <= 1.0F);
        REQUIRE(std::abs(p - 1.0 / (1.0 + std::exp(-static_cast<double>(x)))) < 2e-7);
        REQUIRE(std::abs(p + core::logistic(-x) - 1.0F) < 2e-7F);
    }
}

TEST_CASE("A uniform is never 0 and never 1") {
    CHECK(core::uniform(0) == 0x1p-24F);
    CHECK(core::uniform(std::numeric_limits<std::uint32_t>::max()) == 1.0F - 0x1p-24F);
    CHECK(core::uniform(0x80000000U) > 0.5F);
}

TEST_CASE(
    "normal_quantile has an absolute error below 5e-6 over every tail that a uniform reaches") {
    boost::math::normal const normal;
    double worst = 0.0;
    auto const compare = [&](std::uint32_t word) {
        float const u = core::uniform(word);
        double const exact = boost::math::quantile(normal, static_cast<double>(u));
        worst = std::max(worst, std::abs(static_cast<double>(core::normal_quantile(u)) - exact));
    };
    for (std::uint32_t i = 0; i < 20000; ++i) {
        compare(i << 9);      // lower tail, cell by cell
        compare(~(i << 9));   // upper tail
        compare(i * 214748U); // everywhere
    }
    CHECK(worst < 5e-6);
    CHECK(std::abs(core::normal_quantile(0.5F)) < 1e-7F);
}

TEST_CASE("hold keeps a value within its bounds and lets one inside alone") {
    CHECK(core::hold_unit(-0.5F) == 0.0F);
    CHECK(core::hold_unit(1.5F) == 1.0F);
    CHECK(core::hold_unit(0.25F) == 0.25F);
}
