#include "analysis/proportion.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace analysis;

TEST_CASE("Wilson 1927: 5 of 10 gives limits worked by hand") {
    auto const share = wilson(5, 10);
    double const z = 1.959963984540054;
    double const half_width = z * std::sqrt(0.25 / 10 + z * z / 400) / (1 + z * z / 10);
    CHECK(share.value == 0.5);
    CHECK(share.low == Approx(0.5 - half_width).epsilon(1e-12));
    CHECK(share.high == Approx(0.5 + half_width).epsilon(1e-12));
    CHECK(share.standard_error == Approx(std::sqrt(0.025)));
}

TEST_CASE("Wilson's limits solve the score equation they are defined by") {
    auto const share = wilson(7, 60, {0.9});
    double const z = normal_quantile_two_sided({0.9});
    for (double const limit : {share.low, share.high}) {
        CHECK(std::abs(share.value - limit) / std::sqrt(limit * (1 - limit) / 60) == Approx(z));
    }
}

TEST_CASE("Wilson's limits stay within 0 and 1 and touch them at none and all") {
    CHECK(wilson(0, 7).low == 0);
    CHECK(wilson(0, 7).high > 0.3);
    CHECK(wilson(7, 7).high == 1);
    CHECK(wilson(7, 7).low < 0.7);
    CHECK(wilson(1, 10'000'000).low > 0);
}

TEST_CASE("A share of nobody is not defined") {
    auto const share = wilson(0, 0);
    CHECK(std::isnan(share.value));
    CHECK(std::isnan(share.low));
    CHECK(std::isnan(share.high));
}

TEST_CASE("A mean leaves NaN values out") {
    std::vector<double> const values{2, NAN, 4, 9, NAN};
    auto const m = mean(values);
    CHECK(m.value == 5);
    CHECK(m.standard_error == Approx(std::sqrt(13.0 / 3)));
    CHECK(m.high - m.value == Approx(1.959963984540054 * m.standard_error));
    CHECK(m.value - m.low == Approx(m.high - m.value));
}

TEST_CASE("A mean of one value has no interval and a mean of none no value") {
    CHECK(mean(std::vector<float>{3}).value == 3);
    CHECK(std::isnan(mean(std::vector<float>{3}).low));
    CHECK(std::isnan(mean(std::vector<double>{}).value));
    CHECK(std::isnan(mean(std::vector<double>{NAN}).value));
}

TEST_CASE("A small spread about a large mean does not cancel away") {
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) {
        values.push_back(1e9 + (i % 2));
    }
    CHECK(mean(values).standard_error == Approx(0.5 / std::sqrt(999)).epsilon(1e-9));
}

TEST_CASE("Tail probabilities stay exact far out and pass NaN on") {
    CHECK(chi_squared_p_value(2 * 40 * std::log(10), 2) == Approx(1e-40)); // exp(-x / 2)
    CHECK(chi_squared_p_value(0, 3) == 1);
    CHECK(normal_p_value(0) == 1);
    CHECK(normal_p_value(3) == Approx(chi_squared_p_value(9, 1)));
    CHECK(std::isnan(normal_p_value(NAN)));
    CHECK(std::isnan(chi_squared_p_value(NAN, 1)));
}
