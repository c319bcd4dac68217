#include "analysis/regions/tree_cross_validation.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace analysis {

namespace {

std::vector<double> complexities_of(GrownTree const& tree) {
    std::vector<double> all{0.0};
    for (auto const& node : tree) {
        if (std::isfinite(node.price)) {
            all.push_back(node.price);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// What stands for each tree where other points are to choose; infinite for the root alone.
std::vector<double> typical_of(std::vector<double> const& complexity) {
    std::vector<double> typical;
    for (std::size_t i = 0; i + 1 < complexity.size(); ++i) {
        typical.push_back(std::sqrt(complexity[i]) * std::sqrt(complexity[i + 1]));
    }
    typical.push_back(std::numeric_limits<double>::infinity());
    return typical;
}

SquaredError squared_error(UsablePoints const& points, std::vector<double> const& predicted) {
    auto const n = static_cast<double>(points.size());
    std::vector<double> squares(points.size());
    for (std::size_t row = 0; row < points.size(); ++row) {
        double const off = points.outcome[row] - predicted[row];
        squares[row] = off * off;
    }
    double const mean = std::accumulate(squares.begin(), squares.end(), 0.0) / n;
    double about = 0.0;
    for (double const square : squares) {
        about += (square - mean) * (square - mean);
    }
    return {.mean = mean, .error = std::sqrt(about) / n};
}

} // namespace

std::size_t PruningSequence::smallest_good() const {
    auto const least = std::min_element(
        errors.begin(), errors.end(), [](auto const& a, auto const& b) { return a.mean < b.mean; });
    std::size_t chosen = errors.size() - 1;
    while (errors[chosen].mean > least->mean + least->error) {
        --chosen;
    }
    return chosen;
}

TreeNode const& leaf_of(GrownTree const& tree, UsablePoints const& points, std::size_t row,
                        double complexity) {
    TreeNode const* at = &tree.front();
    while (!at->leaf_at(complexity)) {
        at = &tree[points.value(row, at->factor) < at->threshold ? at->left : at->right];
    }
    return *at;
}

PruningSequence cross_validate(UsablePoints const& points, SortedRows const& sorted,
                               GrownTree const& tree, GrowthLimits const& limits,
                               std::span<std::size_t const> fold_of) {
    HOLDFAST_EXPECT(fold_of.size() == points.size());
    PruningSequence sequence{.complexity = complexities_of(tree), .predicted = {}, .errors = {}};
    auto const typical = typical_of(sequence.complexity);
    sequence.predicted.assign(typical.size(), std::vector<double>(points.size()));
    std::size_t const folds = *std::max_element(fold_of.begin(), fold_of.end()) + 1;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        auto others = kept_rows(sorted, [&](std::uint32_t row) { return fold_of[row] != fold; });
        auto const without = grow_tree(points, std::move(others), limits);
        for (std::size_t row = 0; row < points.size(); ++row) {
            for (std::size_t i = 0; fold_of[row] == fold && i < typical.size(); ++i) {
                sequence.predicted[i][row] = leaf_of(without, points, row, typical[i]).mean;
            }
        }
    }
    for (auto const& predicted : sequence.predicted) {
        sequence.errors.push_back(squared_error(points, predicted));
    }
    return sequence;
}

} // namespace analysis
