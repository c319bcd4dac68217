#include "analysis/planning/group_sequential.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace analysis;

namespace {

void has_bounds(SequentialBoundary const& boundary, std::vector<double> const& published,
                double margin) {
    REQUIRE(boundary.z.size() == published.size());
    for (std::size_t k = 0; k < published.size(); ++k) {
        CHECK(boundary.z[k] == Approx(published[k]).margin(margin));
    }
}

} // namespace

TEST_CASE("constants are those of Jennison and Turnbull's tables 2.1 and 2.3") {
    auto const pocock = [](int looks, double alpha) {
        return pocock_boundary(equal_looks(looks), alpha, Sides::two).z[0];
    };
    auto const obrien_fleming = [](int looks, double alpha) {
        return obrien_fleming_boundary(equal_looks(looks), alpha, Sides::two).z.back();
    };
    CHECK(pocock(1, 0.05) == Approx(1.960).margin(5e-4));
    CHECK(pocock(2, 0.05) == Approx(2.178).margin(6e-4));
    CHECK(pocock(5, 0.05) == Approx(2.413).margin(6e-4));
    CHECK(pocock(10, 0.05) == Approx(2.555).margin(6e-4));
    CHECK(pocock(5, 0.01) == Approx(2.986).margin(6e-4));
    CHECK(obrien_fleming(2, 0.05) == Approx(1.977).margin(6e-4));
    CHECK(obrien_fleming(5, 0.05) == Approx(2.040).margin(6e-4));
    CHECK(obrien_fleming(10, 0.05) == Approx(2.087).margin(6e-4));
    CHECK(obrien_fleming(4, 0.01) == Approx(2.609).margin(6e-4));
    CHECK(obrien_fleming(5, 0.01) == Approx(2.621).margin(6e-4));
}

TEST_CASE("spending bounds are those that Lan and DeMets' program prints") {
    // That program integrates by the trapezoidal rule, and is off by 1 in the last digit.
    has_bounds(spending_boundary(equal_looks(5), 0.05, Sides::two, OBrienFlemingSpending{}),
               {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}, 1.2e-4);
    has_bounds(spending_boundary(equal_looks(5), 0.05, Sides::two, PocockSpending{}),
               {2.4380, 2.4268, 2.4101, 2.3966, 2.3859}, 1.2e-4);
}

TEST_CASE("inflation factors are those of Jennison and Turnbull's tables 2.2 and 2.4") {
    auto const pocock = pocock_boundary(equal_looks(5), 0.05, Sides::two);
    CHECK(inflation_factor(pocock, 0.05, 0.8) == Approx(1.229).margin(6e-4));
    CHECK(inflation_factor(pocock, 0.05, 0.9) == Approx(1.207).margin(6e-4));
    auto const obrien_fleming = obrien_fleming_boundary(equal_looks(5), 0.05, Sides::two);
    CHECK(inflation_factor(obrien_fleming, 0.05, 0.8) == Approx(1.028).margin(6e-4));
    CHECK(inflation_factor(obrien_fleming, 0.05, 0.9) == Approx(1.026).margin(6e-4));
}

TEST_CASE("bounds spend exactly alpha, look by look") {
    std::vector<Spending> const rules{OBrienFlemingSpending{}, PocockSpending{}, PowerSpending{2},
                                      HwangShihDeCaniSpending{-4}, HwangShihDeCaniSpending{0}};
    std::vector<std::vector<double>> const looks{
        {1}, {0.5, 1}, {0.01, 0.02, 0.9, 1}, {0.2, 0.20001, 1}, equal_looks(20)};
    for (auto const& rule : rules) {
        for (auto const& times : looks) {
            for (auto const sides : {Sides::one, Sides::two}) {
                auto const boundary = spending_boundary(times, 0.05, sides, rule);
                auto const stopping = stopping_probabilities(boundary, 0);
                double spent = 0;
                for (std::size_t k = 0; k < times.size(); ++k) {
                    spent += stopping.upper[k] + stopping.lower[k];
                    double const count = sides == Sides::two ? 2 : 1;
                    CHECK(std::abs(spent - count * alpha_spent(rule, 0.05 / count, times[k])) <
                          1e-12);
                }
                CHECK(std::abs(stopping.total_upper + stopping.total_lower - 0.05) < 1e-10);
            }
        }
    }
}

TEST_CASE("looks that never stop leave the distribution of the last one alone") {
    double const never = std::numeric_limits<double>::infinity();
    for (double const drift : {-3.0, 0.0, 1.0, 4.0}) {
        SequentialBoundary const boundary{.information = {0.1, 0.13, 0.5, 0.95, 1},
                                          .z = {never, never, never, never, 1.5},
                                          .sides = Sides::one};
        auto const stopping = stopping_probabilities(boundary, drift);
        CHECK(std::abs(stopping.total_upper - 0.5 * std::erfc((1.5 - drift) / std::sqrt(2.0))) <
              1e-12);
        CHECK(stopping.expected_information == Approx(1));
    }
}

TEST_CASE("a drift turned round swaps the sides") {
    auto const boundary = pocock_boundary(equal_looks(4), 0.05, Sides::two);
    auto const up = stopping_probabilities(boundary, 1.3);
    auto const down = stopping_probabilities(boundary, -1.3);
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(up.upper[k] == Approx(down.lower[k]).epsilon(1e-11));
    }
    CHECK(up.expected_information < 1);
}

TEST_CASE("one look needs no more than a trial without looks") {
    auto const boundary = obrien_fleming_boundary(equal_looks(1), 0.05, Sides::two);
    CHECK(boundary.nominal_p()[0] == Approx(0.05));
    CHECK(inflation_factor(boundary, 0.05, 0.9) == Approx(1).epsilon(1e-10));
    CHECK(stopping_probabilities(boundary, drift_for_power(boundary, 0.9)).total_upper ==
          Approx(0.9).epsilon(1e-12));
}

TEST_CASE("bounds depend on the looks of the past alone") {
    auto const planned = spending_boundary({0.3, 0.6, 1}, 0.05, Sides::two, PocockSpending{});
    auto const changed = spending_boundary({0.3, 0.6, 0.8, 1}, 0.05, Sides::two, PocockSpending{});
    CHECK(changed.z[0] == planned.z[0]);
    CHECK(changed.z[1] == Approx(planned.z[1]).epsilon(1e-12));
    CHECK(changed.z[2] > 0);
}

TEST_CASE("spending begins at 0, rises and ends at alpha") {
    std::vector<Spending> const rules{OBrienFlemingSpending{}, PocockSpending{}, PowerSpending{},
                                      HwangShihDeCaniSpending{}, HwangShihDeCaniSpending{2}};
    for (auto const& rule : rules) {
        CHECK(alpha_spent(rule, 0.025, 0) == 0);
        CHECK(alpha_spent(rule, 0.025, 1) == 0.025);
        CHECK(alpha_spent(rule, 0.025, 1 - 1e-12) == Approx(0.025).epsilon(1e-9));
        CHECK(alpha_spent(rule, 0.025, 0.4) < alpha_spent(rule, 0.025, 0.6));
    }
}
