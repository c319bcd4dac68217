#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

using namespace analysis;

TEST_CASE("Rows of a Morris trajectory differ in the factor that moved, by delta") {
    for (std::uint32_t const levels : {2U, 4U, 6U, 10U}) {
        MorrisPoints const design(30, levels, 5, 17);
        auto const points = tests::points_of(design);
        for (std::size_t i = 0; i < points.size(); ++i) {
            auto const move = design.move(i);
            if (i % design.rows() == 0) {
                CHECK(move.sign == 0);
                continue;
            }
            for (std::size_t k = 0; k < 5; ++k) {
                double const expected = k == move.factor ? move.sign * design.delta() : 0.0;
                CHECK(points[i][k] - points[i - 1][k] == Approx(expected).margin(1e-15));
            }
        }
    }
}

TEST_CASE("Every factor moves once in a trajectory") {
    MorrisPoints const design(30, 4, 5, 17);
    for (std::uint64_t trajectory = 0; trajectory < 30; ++trajectory) {
        std::set<std::size_t> moved;
        for (std::uint64_t row = 1; row < design.rows(); ++row) {
            moved.insert(design.move(trajectory * design.rows() + row).factor);
        }
        CHECK(moved.size() == 5);
    }
}

TEST_CASE("Morris points take all levels equally often, up as often as down, in all orders") {
    constexpr int trajectories = 6000;
    MorrisPoints const design(trajectories, 4, 3, 2);
    auto const points = tests::points_of(design);
    std::vector<int> of_level(4, 0);
    std::vector<int> first_moved(3, 0);
    int up = 0;
    for (std::size_t t = 0; t < trajectories; ++t) {
        ++of_level[static_cast<std::size_t>(std::lround(points[4 * t][1] * 3))];
        ++first_moved[design.move(4 * t + 1).factor];
        up += design.move(4 * t + 1).sign > 0 ? 1 : 0;
    }
    auto const margin = [](double p) { return 5.5 * std::sqrt(trajectories * p * (1 - p)); };
    for (int const count : of_level) {
        CHECK(count == Approx(trajectories / 4.0).margin(margin(0.25)));
    }
    for (int const count : first_moved) {
        CHECK(count == Approx(trajectories / 3.0).margin(margin(1.0 / 3)));
    }
    CHECK(up == Approx(trajectories / 2.0).margin(margin(0.5)));
}
