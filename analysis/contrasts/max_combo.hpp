#pragma once

#include "analysis/contrasts/log_rank_weight.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <array>
#include <span>

namespace analysis {

/// Fleming-Harrington (rho, gamma) = (0,0), (0,1), (1,0), (1,1): proportional, late, early and
/// middle differences. The second and third weights add up to the first, so three are free.
inline constexpr std::array<LogRankWeight, 4> default_combination{
    FlemingHarrington{0, 0}, FlemingHarrington{0, 1}, FlemingHarrington{1, 0},
    FlemingHarrington{1, 1}};

/// The largest of several weighted log-rank statistics, with the p-value of that.
struct MaxCombo {
    Eigen::VectorXd z; ///< shape (weights): (O - E) / sqrt(V) of the second group; > 0: more events
                       ///< than expected
    Eigen::MatrixXd correlation; ///< shape (weights, weights), of z when hazards are equal
    double largest = undefined;  ///< max |z_j|
    double p = undefined;        ///< P(max |Z_j| >= largest), two-sided
};

/// Max-combo test of two groups: p = 1 - P(|Z_j| <= max |z| for all j), Z jointly normal with the
/// correlation of the weighted log-rank statistics, cov(U_w, U_v) = sum w v d (n - d) / (n - 1)
/// (n_1 / n) (1 - n_1 / n). Absolute error of p below 1e-9; it is held between the p of the largest
/// alone and that times the number of weights, which keeps very small ones meaningful.
///
/// For hazards that may cross or part late, when it was fixed in advance; a significant result says
/// that the curves differ, not which group lives longer: read it beside restricted means. NaN when
/// a z is not defined.
/// @param groups   exactly two
/// @param weights  1 to 4
/// Source: Tarone 1981; Karrison 2016 (Stata J 16:678); Lin et al. 2020.
[[nodiscard]] MaxCombo max_combo(EventTable const& table, Grouping const& groups,
                                 Grouping const& strata = {},
                                 std::span<LogRankWeight const> weights = default_combination);

} // namespace analysis
