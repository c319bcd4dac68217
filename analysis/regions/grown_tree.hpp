#pragma once

#include "analysis/regions/sorted_rows.hpp"
#include "analysis/regions/usable_points.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace analysis {

/// A split, or a leaf where left is 0.
struct TreeNode {
    std::size_t left = 0;  ///< node of the points with factor < threshold
    std::size_t right = 0; ///< node of all others
    std::size_t factor = 0;
    double threshold = 0.0;
    std::size_t points = 0;
    double mean = 0.0;
    double squares = 0.0; ///< of outcomes about the mean, summed
    /// Complexity alpha from which on this split is not worth it: the cost pruned is squares /
    /// points of the whole tree + alpha x leaves.
    double price = std::numeric_limits<double>::infinity();

    /// Whether it is a leaf of the smallest subtree of least cost at this complexity.
    [[nodiscard]] bool leaf_at(double complexity) const noexcept {
        return left == 0 || price <= complexity;
    }
};

/// A tree of the points in some rows: nodes, the root first.
using GrownTree = std::vector<TreeNode>;

struct GrowthLimits {
    std::size_t most_depth = 3;
    std::size_t smallest_leaf = 1; ///< points
};

/// The split of some rows that lowers the sum of squares most, and by how much.
struct TreeSplit {
    std::size_t factor = 0;
    double threshold = 0.0; ///< midway between neighbouring values
    double gain = 0.0;      ///< > 0
};

/// Of splits as good as each other up to rounding the one of the first factor, of the least
/// threshold. None where no split has large enough leaves or a gain.
[[nodiscard]] std::optional<TreeSplit>
best_split(UsablePoints const& points, SortedRows const& rows, std::size_t smallest_leaf);

/// Splits as long as it can, then prices every split by weakest links. Source: Breiman, Friedman,
/// Olshen & Stone 1984, sections 8.4 and 3.3.
/// @param rows  at least one
[[nodiscard]] GrownTree grow_tree(UsablePoints const& points, SortedRows rows,
                                  GrowthLimits const& limits);

} // namespace analysis
