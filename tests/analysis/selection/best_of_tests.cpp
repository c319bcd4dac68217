#include "analysis/selection/best_of.hpp"
#include "tests/analysis/selection/normals.hpp"

#include <catch2/catch.hpp>

#include <Eigen/Core>

#include <cmath>
#include <vector>

using analysis::best_of;
using analysis::BestOfGoal;
using analysis::BestOfStatus;
using analysis::Better;

namespace {

Eigen::MatrixXd normal_matrix(std::uint64_t seed, Eigen::Index rows, Eigen::Index columns) {
    tests::Normals normal(seed);
    Eigen::MatrixXd values(rows, columns);
    for (Eigen::Index row = 0; row < rows; ++row) {
        double const shared = normal();
        for (Eigen::Index column = 0; column < columns; ++column) {
            values(row, column) = 0.2 * static_cast<double>(column) + shared + normal();
        }
    }
    return values;
}

/// Two systems, their differences in the first stage 1, 2, 3: S2 = 1. With n0 = 3 and alpha = 0.05,
/// h2 = 2 ((0.1)^-1 - 1) = 18. With delta = 1 the margin of the sums is (18 - r) / 2: at r = 3 it
/// is 7.5 and the sums differ by 6; at r = 4 it is 7.
Eigen::MatrixXd by_hand(double fourth) {
    Eigen::MatrixXd values(4, 2);
    values << 5, 4, 5, 3, 5, 2, 5, 5 - fourth;
    return values;
}
BestOfGoal const hand_goal{.indifference = 1.0, .first = 3};

} // namespace

TEST_CASE("Two systems worked by hand part at the fourth replicate, if that tells them apart") {
    auto const third = best_of(by_hand(0).topRows(3), hand_goal);
    CHECK(third.status == BestOfStatus::more);
    CHECK(third.in == std::vector<std::size_t>{0, 1});
    CHECK(third.best == 0U);
    CHECK(third.at_most == 18U);

    CHECK(best_of(by_hand(0.99), hand_goal).status == BestOfStatus::more);
    auto const parted = best_of(by_hand(1.01), hand_goal);
    CHECK(parted.status == BestOfStatus::chosen);
    CHECK(parted.in == std::vector<std::size_t>{0});
    CHECK(parted.best == 0U);
    CHECK(parted.replicates == 4);
    CHECK(parted.at_most == 4U);
}

TEST_CASE("Where smaller is better, the turned values choose the same") {
    BestOfGoal goal = hand_goal;
    goal.better = Better::smaller;
    CHECK(best_of(-by_hand(1.01), goal).best == 0U);
    CHECK(best_of(by_hand(1.01), goal).best == 1U);
}

TEST_CASE("Before the first stage ends there is no verdict, and no bound") {
    auto const none = best_of(Eigen::MatrixXd(0, 3), hand_goal);
    CHECK(none.status == BestOfStatus::more);
    CHECK_FALSE(none.best.has_value());
    auto const two = best_of(by_hand(1).topRows(2), hand_goal);
    CHECK(two.status == BestOfStatus::more);
    CHECK(two.best == 0U);
    CHECK_FALSE(two.at_most.has_value());
}

TEST_CASE("One system is the best of one, without a replicate") {
    auto const found = best_of(Eigen::MatrixXd(0, 1), hand_goal);
    CHECK(found.status == BestOfStatus::chosen);
    CHECK(found.best == 0U);
}

TEST_CASE("Systems that are the same in every replicate end the first stage with the first") {
    Eigen::MatrixXd values(3, 3);
    values << 1, 1, 1, 4, 4, 4, 2, 2, 2;
    auto const found = best_of(values, hand_goal);
    CHECK(found.status == BestOfStatus::chosen);
    CHECK(found.best == 0U);
}

TEST_CASE("Fed step by step, without the values of who is out, it goes the same way") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        auto const all = normal_matrix(seed, 1000, 5);
        BestOfGoal const goal{.indifference = 0.3, .first = 6};
        auto const at_once = best_of(all, goal);
        REQUIRE(at_once.status == BestOfStatus::chosen);

        Eigen::MatrixXd fed = Eigen::MatrixXd::Constant(1000, 5, std::nan(""));
        Eigen::Index rows = 0;
        auto step = best_of(fed.topRows(0), goal);
        while (step.status == BestOfStatus::more) {
            for (std::size_t const system : step.in) {
                auto const column = static_cast<Eigen::Index>(system);
                fed(rows, column) = all(rows, column);
            }
            step = best_of(fed.topRows(++rows), goal);
        }
        CHECK(step.status == BestOfStatus::chosen);
        CHECK(step.best == at_once.best);
        CHECK(step.replicates == at_once.replicates);
        CHECK(step.spent == at_once.spent);
        CHECK(step.in == at_once.in);
        // Who was chosen was in to the end; others may have been spared.
        CHECK(step.spent[*step.best] == step.replicates);
    }
}

TEST_CASE("A verdict comes by the number of replicates foretold after the first stage") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        auto const all = normal_matrix(seed, 1000, 3);
        BestOfGoal const goal{.indifference = 0.3, .first = 6};
        auto const first = best_of(all.topRows(6), goal);
        REQUIRE(first.at_most.has_value());
        auto const at_bound = best_of(all.topRows(static_cast<Eigen::Index>(*first.at_most)), goal);
        CHECK(at_bound.status == BestOfStatus::chosen);
    }
}

TEST_CASE("A constant added to all in a replicate, and a change of unit, change nothing") {
    auto const all = normal_matrix(3, 400, 4);
    BestOfGoal goal{.indifference = 0.25, .first = 8};
    auto const found = best_of(all, goal);
    // Halves and whole numbers, so that no rounding enters.
    Eigen::MatrixXd moved = 4.0 * all;
    goal.indifference = 1.0;
    auto const scaled = best_of(moved, goal);
    CHECK(scaled.best == found.best);
    CHECK(scaled.spent == found.spent);
    for (Eigen::Index row = 0; row < moved.rows(); ++row) {
        moved.row(row).array() += static_cast<double>(row % 7);
    }
    auto const shifted = best_of(moved, goal);
    CHECK(shifted.best == found.best);
    CHECK(shifted.spent == found.spent);
}

TEST_CASE(
    "A missing value of a system that is in leaves no verdict, of one that is out it does not "
    "count") {
    auto all = normal_matrix(5, 400, 4);
    BestOfGoal const goal{.indifference = 0.3, .first = 6};
    auto const found = best_of(all, goal);
    all(7, static_cast<Eigen::Index>(*found.best)) = std::nan("");
    auto const missing = best_of(all, goal);
    CHECK(missing.status == BestOfStatus::missing);
    CHECK(missing.replicates == 7);
}
