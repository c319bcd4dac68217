#include "analysis/proportion.hpp"
#include "analysis/regions/decision_tree.hpp"
#include "analysis/replicates.hpp"
#include "tests/analysis/regions/planted.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace analysis;
using tests::Planted;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Yes where the third factor is below 0.35, or else the first above 0.8; told wrongly at a rate.
Planted flipping(std::uint64_t seed, double wrong) {
    return tests::planted(seed, 400, 5, [wrong](auto const& x, tests::Luck& luck) {
        bool const yes = x(2) < 0.35 || x(0) > 0.8;
        return (luck.uniform() < wrong ? !yes : yes) ? 1.0 : 0.0;
    });
}

void same_leaves(DecisionTree const& a, DecisionTree const& b) {
    REQUIRE(a.leaves.size() == b.leaves.size());
    for (std::size_t i = 0; i < a.leaves.size(); ++i) {
        CHECK(a.leaves[i].points == b.leaves[i].points);
        CHECK(a.leaves[i].outcome.value == b.leaves[i].outcome.value);
    }
}

} // namespace

TEST_CASE("Planted steps are found where they are, one leaf for each side") {
    for (double const wrong : {0.0, 0.1}) {
        auto const study = flipping(31, wrong);
        auto const tree = decision_tree(study.factors, study.outcome, {});
        REQUIRE(tree.leaves.size() == 3);
        auto const& below = tree.leaves[0];
        REQUIRE(below.conditions.size() == 1);
        CHECK(below.conditions[0].factor == 2);
        CHECK(below.conditions[0].at_least == -infinite);
        CHECK(below.conditions[0].below == Approx(0.35).margin(0.02));
        auto const& middle = tree.leaves[1];
        REQUIRE(middle.conditions.size() == 2);
        CHECK(middle.conditions[0].at_least == below.conditions[0].below);
        CHECK(middle.conditions[1].factor == 0);
        CHECK(middle.conditions[1].below == Approx(0.8).margin(0.02));
        // The smallest leaf has 50 points: 0.15 is 3.5 standard errors.
        CHECK(below.outcome.value == Approx(1 - wrong).margin(0.15));
        CHECK(middle.outcome.value == Approx(wrong).margin(0.15));
        CHECK(tree.leaves[2].outcome.value == Approx(1 - wrong).margin(0.15));
        CHECK(tree.wrong < wrong + 0.06);
        CHECK(tree.guess_wrong > 0.4);
        CHECK(tree.error < 0.5 * tree.guess_error);
    }
}

TEST_CASE("A leaf's share has Wilson's limits, its mean Student's") {
    auto study = flipping(32, 0.1);
    auto const shares = decision_tree(study.factors, study.outcome, {.level = {0.9}});
    std::size_t points = 0;
    for (auto const& leaf : shares.leaves) {
        auto const yes = static_cast<std::size_t>(
            std::lround(leaf.outcome.value * static_cast<double>(leaf.points)));
        CHECK(leaf.outcome.low == wilson(yes, leaf.points, {0.9}).low);
        points += leaf.points;
    }
    CHECK(points == 400);
    auto const means = decision_tree(study.factors, study.outcome,
                                     {.outcome = TreeOutcome::number, .most_depth = 0});
    REQUIRE(means.leaves.size() == 1);
    CHECK(means.leaves[0].conditions.empty());
    CHECK(means.leaves[0].outcome.high == over_replicates(study.outcome).high);
    CHECK(std::isnan(means.wrong));
}

TEST_CASE("Two splits on one factor are one range") {
    auto const study = tests::planted(33, 400, 2, [](auto const& x, tests::Luck&) {
        return x(1) > 0.3 && x(1) < 0.7 ? 5.0 : 1.0;
    });
    auto const tree = decision_tree(study.factors, study.outcome, {.outcome = TreeOutcome::number});
    REQUIRE(tree.leaves.size() == 3);
    REQUIRE(tree.leaves[1].conditions.size() == 1);
    CHECK(tree.leaves[1].conditions[0].at_least == Approx(0.3).margin(0.01));
    CHECK(tree.leaves[1].conditions[0].below == Approx(0.7).margin(0.01));
    CHECK(tree.leaves[1].outcome.value == 5.0);
}

TEST_CASE("A factor on another scale, or turned round, is split at the same points") {
    auto const study = flipping(34, 0.1);
    auto const tree = decision_tree(study.factors, study.outcome, {});
    auto stretched = study.factors;
    stretched.col(2) = (5 * stretched.col(2).array()).exp();
    stretched.col(0) = stretched.col(0).array().pow(3) - 7;
    auto const other = decision_tree(stretched, study.outcome, {});
    same_leaves(tree, other);
    CHECK(other.error == tree.error);
    CHECK(other.leaves[0].conditions[0].below ==
          Approx(std::exp(5 * tree.leaves[0].conditions[0].below)).epsilon(0.02));

    auto turned = study.factors;
    turned.col(2) = -turned.col(2);
    auto const reverse = decision_tree(turned, study.outcome, {});
    REQUIRE(reverse.leaves.size() == tree.leaves.size());
    CHECK(reverse.leaves.back().points == tree.leaves.front().points);
    CHECK(reverse.error == Approx(tree.error).epsilon(1e-12));
}

TEST_CASE("Yes and no change places with the answers") {
    auto study = flipping(35, 0.1);
    auto const tree = decision_tree(study.factors, study.outcome, {});
    for (double& y : study.outcome) {
        y = 1 - y;
    }
    auto const turned = decision_tree(study.factors, study.outcome, {});
    REQUIRE(turned.leaves.size() == tree.leaves.size());
    for (std::size_t i = 0; i < tree.leaves.size(); ++i) {
        CHECK(turned.leaves[i].conditions == tree.leaves[i].conditions);
        CHECK(turned.leaves[i].outcome.value == Approx(1 - tree.leaves[i].outcome.value));
    }
}

TEST_CASE("Points without an outcome or a factor are left out and counted") {
    auto const study = flipping(36, 0.0);
    auto const tree = decision_tree(study.factors, study.outcome, {});
    Eigen::MatrixXd more(403, 5);
    more << study.factors, Eigen::MatrixXd::Constant(3, 5, 0.5);
    more(402, 1) = undefined;
    auto outcome = study.outcome;
    outcome.insert(outcome.end(), {undefined, undefined, 1.0});
    auto const same = decision_tree(more, outcome, {});
    CHECK(same.points == 400);
    CHECK(same.missing == 3);
    same_leaves(tree, same);
    CHECK(same.error == tree.error);
}

TEST_CASE("No points have no leaves, and one has no error") {
    auto const none = decision_tree(Eigen::MatrixXd(0, 2), {}, {});
    CHECK(none.leaves.empty());
    CHECK(std::isnan(none.error));
    auto const one = decision_tree(Eigen::MatrixXd::Ones(1, 2), std::vector<double>{1.0}, {});
    REQUIRE(one.leaves.size() == 1);
    CHECK(one.leaves[0].outcome.value == 1.0);
    CHECK(std::isnan(one.error));
    auto const two = decision_tree(Eigen::MatrixXd::Ones(2, 2), std::vector<double>{1.0, 0.0}, {});
    CHECK(two.leaves.size() == 1);
    CHECK(two.guess_error == 1.0); // each is told by the other
}

TEST_CASE("No leaf is smaller, and no path longer, than allowed") {
    auto const study = flipping(37, 0.1);
    for (std::size_t const depth : {0U, 1U, 2U, 3U}) {
        auto const tree =
            decision_tree(study.factors, study.outcome, {.most_depth = depth, .smallest_leaf = 60});
        CHECK(tree.leaves.size() <= std::size_t{1} << depth);
        for (auto const& leaf : tree.leaves) {
            CHECK(leaf.conditions.size() <= depth);
            CHECK(leaf.points >= 60);
        }
    }
}
