#include "analysis/contrasts/paired_mean.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

TEST_CASE("A paired mean difference is the mean of differences, pairs with a gap left out") {
    std::vector<float> const variant{5, 3, NAN, 8, 1};
    std::vector<float> const baseline{4, 5, 2, 3, NAN};
    auto const difference = paired_mean_difference(variant, baseline); // 1, -2, 5
    CHECK(difference.value == Approx(4.0 / 3));
    double const squares = 1.0 + 4 + 25 - 3 * (16.0 / 9);
    CHECK(difference.standard_error == Approx(std::sqrt(squares / 2 / 3)));
}

TEST_CASE("Without a whole pair there is no mean difference") {
    std::vector<float> const one{NAN, 1};
    std::vector<float> const other{1, NAN};
    CHECK(std::isnan(paired_mean_difference(one, other).value));
}
