#include "analysis/regions/grown_tree.hpp"
#include "analysis/regions/tree_cross_validation.hpp"
#include "tests/analysis/regions/planted.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

using namespace analysis;
using tests::Planted;

namespace {

/// Few different values, so that there are ties; a step in the second factor, and noise.
Planted rough(std::uint64_t seed) {
    auto study = tests::planted(seed, 60, 3, [](auto const& x, tests::Luck& luck) {
        return (x(1) > 0.5 ? 1.0 : 0.0) + luck.uniform();
    });
    study.factors = (8 * study.factors.array()).floor();
    return study;
}

double squares_of(std::vector<double> const& values) {
    double mean = 0;
    for (double const x : values) {
        mean += x / static_cast<double>(values.size());
    }
    double squares = 0;
    for (double const x : values) {
        squares += (x - mean) * (x - mean);
    }
    return squares;
}

/// Tries every factor and every place between two of its values, and adds up both sides anew.
TreeSplit split_by_trying_all(UsablePoints const& points, std::size_t smallest_leaf) {
    TreeSplit best;
    for (std::size_t factor = 0; factor < 3; ++factor) {
        std::set<double> values;
        for (std::size_t row = 0; row < points.size(); ++row) {
            values.insert(points.value(row, factor));
        }
        for (auto high = std::next(values.begin()); high != values.end(); ++high) {
            double const threshold = (*std::prev(high) + *high) / 2;
            std::vector<double> left;
            std::vector<double> right;
            for (std::size_t row = 0; row < points.size(); ++row) {
                (points.value(row, factor) < threshold ? left : right)
                    .push_back(points.outcome[row]);
            }
            double const gain = squares_of(points.outcome) - squares_of(left) - squares_of(right);
            if (left.size() >= smallest_leaf && right.size() >= smallest_leaf &&
                gain > best.gain + 1e-9) {
                best = {.factor = factor, .threshold = threshold, .gain = gain};
            }
        }
    }
    return best;
}

double pruned_squares(GrownTree const& tree, std::size_t node, double complexity, double& leaves) {
    auto const& at = tree[node];
    if (at.leaf_at(complexity)) {
        leaves += 1;
        return at.squares;
    }
    return pruned_squares(tree, at.left, complexity, leaves) +
           pruned_squares(tree, at.right, complexity, leaves);
}

/// Least squares / points + complexity x leaves over all subtrees below a node.
double least_cost(GrownTree const& tree, std::size_t node, double complexity) {
    auto const& at = tree[node];
    double const as_leaf = at.squares / static_cast<double>(tree.front().points) + complexity;
    if (at.left == 0) {
        return as_leaf;
    }
    return std::min(as_leaf,
                    least_cost(tree, at.left, complexity) + least_cost(tree, at.right, complexity));
}

} // namespace

TEST_CASE("The best split is the one that trying all of them finds") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto const study = rough(seed);
        auto const points = usable_points(study.factors, study.outcome);
        for (std::size_t const leaf : {1U, 7U, 25U}) {
            auto const expected = split_by_trying_all(points, leaf);
            auto const found = best_split(points, sorted_rows(points), leaf);
            REQUIRE(found.has_value() == (expected.gain > 0));
            if (found) {
                CHECK(found->factor == expected.factor);
                CHECK(found->threshold == expected.threshold);
                CHECK(found->gain == Approx(expected.gain).epsilon(1e-10));
            }
        }
    }
}

TEST_CASE("Equal outcomes, and equal factors, are never split") {
    Eigen::MatrixXd factors(4, 1);
    factors << 1, 2, 3, 4;
    std::vector<double> const same(4, 0.1);
    auto const flat = usable_points(factors, same);
    CHECK(grow_tree(flat, sorted_rows(flat), {}).size() == 1);
    std::vector<double> const outcome{0, 1, 0, 1};
    auto const still = usable_points(Eigen::MatrixXd::Ones(4, 1), outcome);
    CHECK(grow_tree(still, sorted_rows(still), {}).size() == 1);
}

TEST_CASE("Neighbouring numbers are parted too") {
    double const next = std::nextafter(1.0, 2.0);
    Eigen::MatrixXd factors(2, 1);
    factors << 1.0, next;
    std::vector<double> const outcome{0, 1};
    auto const points = usable_points(factors, outcome);
    auto const tree = grow_tree(points, sorted_rows(points), {});
    REQUIRE(tree.size() == 3);
    CHECK(tree[tree[0].left].mean == 0.0);
    CHECK(tree[tree[0].right].mean == 1.0);
}

TEST_CASE("Pruned at any complexity, no subtree costs less") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto const study = rough(seed);
        auto const points = usable_points(study.factors, study.outcome);
        auto const tree = grow_tree(points, sorted_rows(points), {.smallest_leaf = 3});
        REQUIRE(tree.size() > 3);
        for (double complexity = 1e-5; complexity < 1; complexity *= 1.5) {
            double leaves = 0;
            double const squares = pruned_squares(tree, 0, complexity, leaves);
            double const cost = squares / 60 + complexity * leaves;
            CHECK(cost == Approx(least_cost(tree, 0, complexity)).epsilon(1e-12));
        }
    }
}

TEST_CASE("Each price is the end of one more tree, and no two trees have as many leaves") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto const study = rough(seed);
        auto const points = usable_points(study.factors, study.outcome);
        auto const tree = grow_tree(points, sorted_rows(points), {.smallest_leaf = 3});
        std::set<double> prices{0.0};
        for (auto const& node : tree) {
            if (std::isfinite(node.price)) {
                prices.insert(node.price);
            }
        }
        double last = static_cast<double>(tree.size());
        for (double const price : prices) {
            double leaves = 0;
            pruned_squares(tree, 0, price, leaves);
            CHECK(leaves < last);
            last = leaves;
        }
        CHECK(last == 1);
    }
}
