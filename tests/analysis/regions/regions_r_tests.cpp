#include "analysis/regions/tree_cross_validation.hpp"
#include "tests/analysis/frame.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>

using namespace analysis;

namespace {

constexpr GrowthLimits limits{.most_depth = 3, .smallest_leaf = 10};

tests::Frame pbc() {
    return tests::data_set("pbc").without_missing(
        {"age", "albumin", "bili", "platelet", "protime", "status"});
}

UsablePoints points_of(tests::Frame const& frame, std::vector<std::string> const& factors,
                       std::vector<double> const& outcome) {
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(frame.rows()),
                           static_cast<Eigen::Index>(factors.size()));
    for (std::size_t k = 0; k < factors.size(); ++k) {
        auto const column = frame.number(factors[k]);
        for (std::size_t row = 0; row < column.size(); ++row) {
            matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k)) = column[row];
        }
    }
    return usable_points(matrix, outcome);
}

/// Points and mean of every leaf at a complexity, by mean.
std::map<double, std::size_t> leaves_at(GrownTree const& tree, UsablePoints const& points,
                                        double complexity) {
    std::map<double, std::size_t> leaves;
    for (std::size_t row = 0; row < points.size(); ++row) {
        auto const& leaf = leaf_of(tree, points, row, complexity);
        leaves[leaf.mean] = leaf.points;
    }
    return leaves;
}

void agrees_with_rpart(std::string const& name, UsablePoints const& points) {
    auto const number = [&](std::string const& key) {
        return Approx(tests::numbers_of_r("regions").at(name + "." + key))
            .epsilon(1e-8)
            .margin(1e-14);
    };
    auto const sorted = sorted_rows(points);
    auto const tree = grow_tree(points, sorted, limits);
    std::vector<std::size_t> fold_of(points.size());
    for (std::size_t row = 0; row < points.size(); ++row) {
        fold_of[row] = row % 10;
    }
    auto const sequence = cross_validate(points, sorted, tree, limits, fold_of);
    std::size_t const trees = sequence.complexity.size();
    REQUIRE(trees == number("trees"));
    for (std::size_t i = 0; i < trees; ++i) {
        std::size_t const place = trees - i; // rpart begins with the root
        INFO(name << ", tree " << place);
        double const complexity = sequence.complexity[i];
        auto const leaves = leaves_at(tree, points, complexity).size();
        CHECK(leaves - 1 == number(fmt::format("splits.{}", place)));
        CHECK(complexity == number(fmt::format("complexity.{}", place)));
        CHECK(sequence.errors[i].mean == number(fmt::format("error.{}", place)));
        CHECK(sequence.errors[i].error == number(fmt::format("error_error.{}", place)));
    }
    std::size_t const chosen = sequence.smallest_good();
    CHECK(trees - chosen == number("chosen"));
    std::size_t leaf = 0;
    for (auto const& [mean, count] : leaves_at(tree, points, sequence.complexity[chosen])) {
        ++leaf;
        CHECK(mean == number(fmt::format("leaf_mean.{}", leaf)));
        CHECK(count == number(fmt::format("leaf_points.{}", leaf)));
    }
    CHECK(leaf == number("leaves"));
}

} // namespace

TEST_CASE("R's rpart grows, prunes and cross-validates the same trees") {
    auto const frame = pbc();
    auto died = frame.number("status");
    for (double& status : died) {
        status = status == 2.0 ? 1.0 : 0.0;
    }
    agrees_with_rpart("died",
                      points_of(frame, {"age", "albumin", "bili", "platelet", "protime"}, died));
    agrees_with_rpart("albumin", points_of(frame, {"age", "bili", "platelet", "protime"},
                                           frame.number("albumin")));
}
