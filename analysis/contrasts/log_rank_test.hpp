#pragma once

#include "analysis/contrasts/log_rank_weight.hpp"
#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/event_table.hpp"

#include <Eigen/Core>

#include <span>

namespace analysis {

/// Log-rank test of k groups, all causes together: with w the weight at each time with events,
///   O_k = sum w d_k,  E_k = sum w d n_k / n,
///   V_kl = sum w^2 d (n - d) / (n - 1) (n_k / n) ([k = l] - n_l / n),
/// chi-squared (O - E)' V^- (O - E). Stratified: each sum is taken within the strata, then added.
///
/// Row weights count as copies of the row; sampling weights ask for a robust variance, as of
/// coxph, instead. With entry, who enters at t is not yet at risk at t. Degrees of freedom: the
/// rank of V, which is groups - 1 unless a group is never at risk beside another (survdiff stops
/// there). It takes rows as independent, and has little power when hazards cross.
/// Source: Mantel 1966; Peto & Peto 1972; weights see log_rank_weight.hpp. As survdiff in R, which
/// has neither entry nor row weights nor gamma; with entry as the score test of coxph(ties =
/// "exact").
struct LogRankTest {
    Eigen::VectorXd rows;       ///< shape (groups), sums of row weights
    Eigen::VectorXd observed;   ///< shape (groups)
    Eigen::VectorXd expected;   ///< shape (groups)
    Eigen::MatrixXd covariance; ///< shape (groups, groups), of observed - expected
    QuadraticTest test;         ///< NaN when nothing can be compared: no events, one group
};

/// @param groups  at least 1
/// @param strata  without groups: all rows are one stratum
[[nodiscard]] LogRankTest log_rank_test(EventTable const& table, Grouping const& groups,
                                        Grouping const& strata = {},
                                        LogRankWeight const& weight = plain_log_rank);

/// Trend over ordered groups, 1 degree of freedom: z = sum s_k (O_k - E_k) / sqrt(s' V s). Strong
/// when the hazard rises or falls with the score s throughout, blind to a bend.
struct TrendTest {
    double z = undefined; ///< > 0: more events than expected in groups of high score
    double p = undefined; ///< two-sided
};

/// @param scores  shape (groups), say 0, 1, 2, ..; NaN results when they do not differ
/// Source: Tarone 1975; as the score test of coxph(time ~ score, ties = "exact").
[[nodiscard]] TrendTest trend_test(LogRankTest const& test, std::span<double const> scores);

} // namespace analysis
