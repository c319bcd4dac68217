#pragma once

#include "analysis/regions/grown_tree.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Mean of squared errors over points, and its standard error (by n rather than n - 1).
struct SquaredError {
    double mean = 0.0;
    double error = 0.0;
};

/// The trees to which a tree is pruned as complexity costs more and more, the whole tree first and
/// the root alone last, and what each would say of points it has not seen.
struct PruningSequence {
    std::vector<double> complexity;             ///< shape (trees), ascending from 0
    std::vector<std::vector<double>> predicted; ///< shape (trees, points)
    std::vector<SquaredError> errors;           ///< shape (trees)

    /// The smallest tree whose error is within one standard error of the least.
    [[nodiscard]] std::size_t smallest_good() const;
};

/// The leaf that a point falls into, the tree pruned at this complexity.
[[nodiscard]] TreeNode const& leaf_of(GrownTree const& tree, UsablePoints const& points,
                                      std::size_t row, double complexity);

/// Each fold in turn is told by a tree grown on all others. There every tree of the sequence stands
/// for the geometric mean of the complexities between which it is right. Source: Breiman, Friedman,
/// Olshen & Stone 1984, section 3.4; rpart's xval.
/// @param sorted  all points @param tree  grown on these @param fold_of  shape (points); at least
/// two folds have points
[[nodiscard]] PruningSequence cross_validate(UsablePoints const& points, SortedRows const& sorted,
                                             GrownTree const& tree, GrowthLimits const& limits,
                                             std::span<std::size_t const> fold_of);

} // namespace analysis
