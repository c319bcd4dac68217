#pragma once

#include "analysis/contrasts/log_rank_weight.hpp"
#include "analysis/data/event_table.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <span>

namespace analysis {

/// What the log-rank tests of several weights w have in common, from one walk through the times.
/// Sums over strata.
struct LogRankSums {
    Eigen::VectorXd rows;     ///< shape (groups), sums of row weights
    Eigen::MatrixXd observed; ///< shape (groups, weights): sum w d_k
    Eigen::MatrixXd expected; ///< shape (groups, weights): sum w d n_k / n
    /// shape (groups x weights, groups x weights), group the faster index: sum w w' d (n - d) / (n
    /// - 1) (n_k / n) ([k = l] - n_l / n)
    Eigen::MatrixXd covariance;

    /// The (groups, groups) block of two weights.
    [[nodiscard]] Eigen::MatrixXd covariance_of(std::size_t weight, std::size_t other) const;
};

/// @param strata  without groups: all rows are one stratum
[[nodiscard]] LogRankSums log_rank_sums(EventTable const& table, Grouping const& groups,
                                        Grouping const& strata,
                                        std::span<LogRankWeight const> weights);

} // namespace analysis
