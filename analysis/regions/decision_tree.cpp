#include "analysis/regions/decision_tree.hpp"

#include "analysis/experiments/drawn.hpp"
#include "analysis/proportion.hpp"
#include "analysis/regions/tree_cross_validation.hpp"
#include "analysis/replicates.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace analysis {

namespace {

/// Which fold each point is in: equal numbers, but for one.
std::vector<std::size_t> folds_of(std::size_t points, TreeOptions const& options) {
    std::vector<std::size_t> order(points);
    std::iota(order.begin(), order.end(), 0U);
    auto const word = [&](std::size_t i) {
        return first_of(words_of(options.seed, Drawn::folds, 0, 0, i));
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return word(a) < word(b); });
    std::vector<std::size_t> fold(points);
    for (std::size_t place = 0; place < points; ++place) {
        fold[order[place]] = place % options.folds;
    }
    return fold;
}

double share_wrong(UsablePoints const& points, std::vector<double> const& predicted) {
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < points.size(); ++row) {
        wrong += (predicted[row] > 0.5) == (points.outcome[row] == 1.0) ? 0U : 1U;
    }
    return static_cast<double>(wrong) / static_cast<double>(points.size());
}

/// Prunes by cross-validation and notes what this said. @return the complexity chosen
double choose(UsablePoints const& points, SortedRows const& sorted, GrownTree const& tree,
              TreeOptions const& options, DecisionTree& found) {
    auto const sequence =
        cross_validate(points, sorted, tree, {options.most_depth, options.smallest_leaf},
                       folds_of(points.size(), options));
    std::size_t const chosen = sequence.smallest_good();
    found.error = sequence.errors[chosen].mean;
    found.error_error = sequence.errors[chosen].error;
    found.guess_error = sequence.errors.back().mean;
    if (options.outcome == TreeOutcome::yes_no) {
        found.wrong = share_wrong(points, sequence.predicted[chosen]);
        found.guess_wrong = share_wrong(points, sequence.predicted.back());
    }
    return sequence.complexity[chosen];
}

std::vector<FactorRange> narrowed(std::vector<FactorRange> conditions, FactorRange const& more) {
    auto const same = std::find_if(conditions.begin(), conditions.end(),
                                   [&](auto const& range) { return range.factor == more.factor; });
    if (same == conditions.end()) {
        conditions.push_back(more);
        return conditions;
    }
    same->at_least = std::max(same->at_least, more.at_least);
    same->below = std::min(same->below, more.below);
    return conditions;
}

Estimate outcome_of(std::vector<double> const& values, TreeOptions const& options) {
    if (options.outcome == TreeOutcome::number) {
        return over_replicates(values, options.level);
    }
    auto const yes = static_cast<std::size_t>(std::count(values.begin(), values.end(), 1.0));
    return wilson(yes, values.size(), options.level);
}

/// The leaves at a complexity, with what lies in them.
class Leaves {
public:
    Leaves(UsablePoints const& points, GrownTree const& tree, double complexity,
           TreeOptions const& options)
        : points_(points), tree_(tree), complexity_(complexity), options_(options) {}

    std::vector<TreeLeaf> collect() {
        descend(0, {});
        return std::move(leaves_);
    }

private:
    void descend(std::size_t node, std::vector<FactorRange> const& conditions) {
        auto const& at = tree_[node];
        if (at.leaf_at(complexity_)) {
            auto const values = values_of(at);
            leaves_.push_back({.conditions = conditions,
                               .points = values.size(),
                               .outcome = outcome_of(values, options_)});
            return;
        }
        descend(at.left, narrowed(conditions, {.factor = at.factor, .below = at.threshold}));
        descend(at.right, narrowed(conditions, {.factor = at.factor, .at_least = at.threshold}));
    }

    [[nodiscard]] std::vector<double> values_of(TreeNode const& leaf) const {
        std::vector<double> values;
        for (std::size_t row = 0; row < points_.size(); ++row) {
            if (&leaf_of(tree_, points_, row, complexity_) == &leaf) {
                values.push_back(points_.outcome[row]);
            }
        }
        return values;
    }

    UsablePoints const& points_;
    GrownTree const& tree_;
    double complexity_;
    TreeOptions const& options_;
    std::vector<TreeLeaf> leaves_;
};

} // namespace

DecisionTree decision_tree(Eigen::Ref<Eigen::MatrixXd const> const& factors,
                           std::span<double const> outcome, TreeOptions const& options) {
    HOLDFAST_EXPECT(factors.cols() >= 1);
    HOLDFAST_EXPECT(options.most_depth <= 3);
    HOLDFAST_EXPECT(options.smallest_leaf >= 1);
    HOLDFAST_EXPECT(options.folds >= 2);
    auto const points = usable_points(factors, outcome);
    HOLDFAST_EXPECT(options.outcome == TreeOutcome::number || all_yes_or_no(points));
    DecisionTree found;
    found.points = points.size();
    found.missing = points.missing;
    if (points.size() == 0) {
        return found;
    }
    auto const sorted = sorted_rows(points);
    auto const tree = grow_tree(points, sorted, {options.most_depth, options.smallest_leaf});
    double complexity = 0.0;
    if (points.size() >= 2) {
        complexity = choose(points, sorted, tree, options, found);
    }
    found.leaves = Leaves(points, tree, complexity, options).collect();
    return found;
}

} // namespace analysis
