#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/event_table.hpp"

#include <Eigen/Core>

namespace analysis {

/// Gray's test that the cumulative incidence of one cause is the same in k groups while other
/// causes compete. It compares the hazards of the subdistributions, in which who left by another
/// cause stays at risk: with S_k Kaplan-Meier over all causes, F_k the incidence of the cause in
/// group k, F that of all groups together, and R_k = n_k (1 - F_k(t-)) / S_k(t-),
///   score_k = sum over times of (1 - F(t-))^rho (d_k - d R_k / sum R).
/// Covariance as derived by Gray, with his package's correction for ties.
///
/// A log-rank test of the cause's events answers another question: whether the hazard of the cause
/// among those still there differs. Read the two together. Not for left-truncated rows: NaN. Row
/// weights count as copies of the row.
/// Source: Gray 1988, Ann Stat 16:1141; as cuminc(..)$Tests in R's cmprsk.
struct GrayTest {
    Eigen::VectorXd score;      ///< shape (groups), adds up to 0
    Eigen::MatrixXd covariance; ///< shape (groups, groups)
    QuadraticTest test;         ///< NaN when nothing can be compared
};

/// @param cause   1 .. causes
/// @param strata  without groups: all rows are one stratum
/// @param rho     >= 0 counts early differences more
[[nodiscard]] GrayTest gray_test(EventTable const& table, int cause, Grouping const& groups,
                                 Grouping const& strata = {}, double rho = 0);

} // namespace analysis
