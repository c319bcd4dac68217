#pragma once

#include "analysis/estimate.hpp"
#include "analysis/regions/factor_range.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

enum class TreeOutcome {
    yes_no, ///< 1 and 0
    number,
};

struct TreeOptions {
    TreeOutcome outcome = TreeOutcome::yes_no;
    std::size_t most_depth = 3;     ///< 0 .. 3: what can be read
    std::size_t smallest_leaf = 10; ///< points, at least 1
    std::size_t folds = 10;         ///< of the cross-validation, at least 2
    std::uint64_t seed = 0;         ///< who is in which fold
    Level level{};
};

/// Where a path through the tree ends.
struct TreeLeaf {
    std::vector<FactorRange> conditions; ///< at most one a factor, in the order of splits
    std::size_t points = 0;
    Estimate outcome; ///< share of yes with Wilson's limits, or mean with Student's
};

/// Where an outcome changes over the points of a study, in a few conditions.
struct DecisionTree {
    /// From the side below to the side above at every split. One without conditions: no split
    /// stood up to the cross-validation. None: no point has an outcome.
    std::vector<TreeLeaf> leaves;
    std::size_t points = 0;
    std::size_t missing = 0; ///< points without an outcome, left out

    /// Mean squared error at points that were not used in growing, its standard error, and that of
    /// the best guess without factors, which is the mean. NaN for fewer than two points.
    double error = undefined;
    double error_error = undefined;
    double guess_error = undefined;
    /// Yes or no: share of these points told wrongly, by the tree and by the commoner answer.
    double wrong = undefined;
    double guess_wrong = undefined;
};

/// A regression tree (CART): each split the one that lowers the sum of squares most, midway between
/// neighbouring values; of yes and no this is Gini's index. Grown to the limits, then pruned by
/// cost complexity, alpha from cross-validation: the smallest tree within one standard error of the
/// least squared error. The tree depends on the order of a factor's values alone (but for the
/// midpoints), and the folds on seed and place of a point.
///
/// The limits in a leaf know nothing of the search that made it: they are too narrow. Not for
/// additive effects (a tree makes stairs of them), nor for the ranking of factors that hang
/// together: one stands for the other. Source: Breiman, Friedman, Olshen & Stone 1984, sections
/// 3.3, 3.4 and 8.4; as R's rpart(method = "anova"), whose `xerror` the errors are.
/// @param factors  shape (points, factors) @param outcome  shape (points); NaN is missing
[[nodiscard]] DecisionTree decision_tree(Eigen::Ref<Eigen::MatrixXd const> const& factors,
                                         std::span<double const> outcome,
                                         TreeOptions const& options);

} // namespace analysis
