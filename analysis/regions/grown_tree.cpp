#include "analysis/regions/grown_tree.hpp"

#include <algorithm>
#include <utility>

namespace analysis {

namespace {

/// Relative; sums in another order differ by less, and must not decide.
constexpr double rounding = 1e-12;

double mean_outcome(UsablePoints const& points, std::vector<std::uint32_t> const& rows) {
    double sum = 0.0;
    for (std::uint32_t const row : rows) {
        sum += points.outcome[row];
    }
    return sum / static_cast<double>(rows.size());
}

double squares_about(UsablePoints const& points, std::vector<std::uint32_t> const& rows,
                     double mean) {
    double squares = 0.0;
    for (std::uint32_t const row : rows) {
        squares += (points.outcome[row] - mean) * (points.outcome[row] - mean);
    }
    return squares;
}

/// Looks at every place where one factor's rows can be parted.
void consider(UsablePoints const& points, std::vector<std::uint32_t> const& rows,
              std::size_t factor, std::size_t smallest_leaf, double mean, TreeSplit& best) {
    auto const n = static_cast<double>(rows.size());
    double left = 0.0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        left += points.outcome[rows[i - 1]] - mean;
        double const low = points.value(rows[i - 1], factor);
        double const high = points.value(rows[i], factor);
        if (low == high || i < smallest_leaf || rows.size() - i < smallest_leaf) {
            continue;
        }
        auto const n_left = static_cast<double>(i);
        double const gain = left * left * (n / (n_left * (n - n_left)));
        if (gain > best.gain * (1.0 + rounding)) {
            best = {.factor = factor, .threshold = boundary(low, high), .gain = gain};
        }
    }
}

class Growth {
public:
    Growth(UsablePoints const& points, GrowthLimits const& limits)
        : points_(points), limits_(limits) {}

    GrownTree grow(SortedRows rows) {
        add(std::move(rows), 0);
        return std::move(nodes_);
    }

private:
    std::size_t add(SortedRows rows, std::size_t depth) {
        std::size_t const node = nodes_.size();
        nodes_.push_back(described(rows.front()));
        if (depth == limits_.most_depth) {
            return node;
        }
        auto const split = best_split(points_, rows, limits_.smallest_leaf);
        if (!split || split->gain <= rounding * nodes_.front().squares) {
            return node;
        }
        auto const is_left = [&](std::uint32_t row) {
            return points_.value(row, split->factor) < split->threshold;
        };
        nodes_[node].factor = split->factor;
        nodes_[node].threshold = split->threshold;
        auto right = kept_rows(rows, [&](std::uint32_t row) { return !is_left(row); });
        rows = kept_rows(rows, is_left);
        auto const left_node = add(std::move(rows), depth + 1);
        auto const right_node = add(std::move(right), depth + 1);
        nodes_[node].left = left_node;
        nodes_[node].right = right_node;
        return node;
    }

    [[nodiscard]] TreeNode described(std::vector<std::uint32_t> const& rows) const {
        TreeNode node;
        node.points = rows.size();
        node.mean = mean_outcome(points_, rows);
        node.squares = squares_about(points_, rows, node.mean);
        return node;
    }

    UsablePoints const& points_;
    GrowthLimits limits_;
    GrownTree nodes_;
};

struct Below {
    double squares = 0.0;
    double leaves = 0.0;
};

/// The leaves below a node, splits that have a price taken as pruned.
Below below(GrownTree const& tree, std::size_t node) {
    auto const& at = tree[node];
    if (at.leaf_at(std::numeric_limits<double>::max())) {
        return {.squares = at.squares, .leaves = 1.0};
    }
    auto const left = below(tree, at.left);
    auto const right = below(tree, at.right);
    return {.squares = left.squares + right.squares, .leaves = left.leaves + right.leaves};
}

struct Link {
    std::size_t node = 0;
    double strength = std::numeric_limits<double>::infinity();
};

/// Of the splits at and below a node that are not pruned, the one whose branch gains least for each
/// of its leaves.
Link weakest_link(GrownTree const& tree, std::size_t node) {
    auto const& at = tree[node];
    if (at.leaf_at(std::numeric_limits<double>::max())) {
        return {};
    }
    auto const branch = below(tree, node);
    double const gain = (at.squares - branch.squares) / static_cast<double>(tree.front().points);
    Link weakest{.node = node, .strength = std::max(0.0, gain) / (branch.leaves - 1.0)};
    for (std::size_t const child : {at.left, at.right}) {
        auto const link = weakest_link(tree, child);
        if (link.strength < weakest.strength) {
            weakest = link;
        }
    }
    return weakest;
}

void price_splits(GrownTree& tree) {
    double last = 0.0;
    while (!tree.front().leaf_at(std::numeric_limits<double>::max())) {
        auto const link = weakest_link(tree, 0);
        last = link.strength > last * (1.0 + rounding) ? link.strength : last;
        tree[link.node].price = last;
    }
}

} // namespace

std::optional<TreeSplit> best_split(UsablePoints const& points, SortedRows const& rows,
                                    std::size_t smallest_leaf) {
    if (rows.empty() || rows.front().empty()) {
        return std::nullopt;
    }
    TreeSplit best;
    double const mean = mean_outcome(points, rows.front());
    for (std::size_t factor = 0; factor < rows.size(); ++factor) {
        consider(points, rows[factor], factor, smallest_leaf, mean, best);
    }
    return best.gain > 0.0 ? std::optional(best) : std::nullopt;
}

GrownTree grow_tree(UsablePoints const& points, SortedRows rows, GrowthLimits const& limits) {
    auto tree = Growth(points, limits).grow(std::move(rows));
    price_splits(tree);
    return tree;
}

} // namespace analysis
