#include "analysis/multiplicity.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using analysis::holm;

namespace {

void check_equal(std::vector<double> const& found, std::vector<double> const& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i] == Approx(expected[i]));
    }
}

} // namespace

TEST_CASE("Holm 1979: the smallest p is multiplied by all, the next by one less, never falling") {
    check_equal(holm(std::vector{0.01, 0.02, 0.022}), {0.03, 0.04, 0.04});
}

TEST_CASE("Holm's p-values come back in the order given") {
    check_equal(holm(std::vector{0.022, 0.01, 0.02}), {0.04, 0.03, 0.04});
}

TEST_CASE("Holm's p-values end at 1") {
    check_equal(holm(std::vector{0.6, 0.7}), {1, 1});
}

TEST_CASE("A NaN among p-values stays NaN and costs the others nothing") {
    auto const adjusted = holm(std::vector<double>{NAN, 0.01, 0.02, NAN});
    CHECK(std::isnan(adjusted[0]));
    CHECK(std::isnan(adjusted[3]));
    CHECK(adjusted[1] == Approx(0.02));
    CHECK(adjusted[2] == Approx(0.02));
}

TEST_CASE("One p-value needs no correction and none gives none") {
    check_equal(holm(std::vector{0.04}), {0.04});
    check_equal(holm(std::vector<double>{}), {});
}
