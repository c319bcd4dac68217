#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <vector>

namespace analysis {

enum class Better { larger, smaller };

/// What a choice among systems promises.
struct BestOfGoal {
    double confidence = 0.95; ///< 1 - alpha, [0.5,1)
    double indifference =
        undefined;          ///< delta > 0: a difference worth detecting, unit of the values
    std::size_t first = 10; ///< n0, at least 2: replicates of all, for the variances
    Better better = Better::larger;
};

enum class BestOfStatus {
    more,    ///< one more replicate of every system that is in
    chosen,  ///< `best` it is
    missing, ///< a system that is in has a value that is NaN: there is no verdict
};

/// Where a choice stands after some replicates.
struct BestOf {
    BestOfStatus status = BestOfStatus::more;
    std::vector<std::size_t> in;     ///< systems not eliminated, ascending
    std::optional<std::size_t> best; ///< the best mean among these; none before the first replicate
    std::size_t replicates = 0;      ///< rows that were looked at; those after a verdict are not
    std::vector<std::size_t> spent;  ///< shape (systems): of these rows, those of each system
    /// Replicates by which there is a verdict in any case; known from the first stage on.
    std::optional<std::size_t> at_most;
};

/// The best of k systems by Kim and Nelson's fully sequential procedure. Its guarantee: where the
/// best mean is at least delta better than all others, it is chosen with a chance of at least
/// 1 - alpha. Systems may share their random numbers in each replicate, and should: only variances
/// of differences count. S2_il is the variance of the difference over the first n0 replicates, h2 =
/// (n0 - 1) ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1). At each r = n0, n0 + 1, .. every system i
/// goes out for which, beside some l that was in,
///
///     mean_i(r) < mean_l(r) - max(0, delta / (2 r) (h2 S2_il / delta^2 - r))
///
/// until one is left or all these margins are 0; then the best mean, of equal ones the first.
///
/// A function of the rows alone, so that the verdict does not depend on when it is asked for. Its
/// work is O(replicates x systems^2). Not for values far from normal (take means of many people)
/// nor for replicates that depend on each other. The mean of who was chosen is biased upwards.
/// Source: Kim & Nelson 2001, ACM TOMACS 11:251, section 3.1, c = 1.
/// @param values  shape (replicates, systems); after a system has gone out its values do not count
/// and may be NaN
[[nodiscard]] BestOf best_of(Eigen::Ref<Eigen::MatrixXd const> const& values,
                             BestOfGoal const& goal);

} // namespace analysis
