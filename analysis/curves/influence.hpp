#pragma once

#include "analysis/data/event_table.hpp"

#include <span>
#include <vector>

namespace analysis {

/// What each row adds to an estimate: w_i d estimate / d w_i, the infinitesimal jackknife. They add
/// up to 0; n times one, added to the estimate, is nearly its pseudo-observation.
/// Source: Efron 1982, chapter 6; as residuals(survfit, weighted = TRUE) in R.

/// On S(t) of Kaplan-Meier: - S(t) w_i sum over event times u <= t of (own event - d / n) / (n -
/// d).
/// @return shape (rows); all 0 where S(t) is 0 or 1
[[nodiscard]] std::vector<double> survival_influence(EventTable const& table, double t);

/// On the restricted mean up to tau: - w_i sum over event times u <= tau of A(u) (own event - d /
/// n) / (n - d), A(u) the area under S from u to tau.
/// @param tau  > 0
/// @return shape (rows); empty where the restricted mean is not defined
[[nodiscard]] std::vector<double> restricted_mean_influence(EventTable const& table, double tau);

/// Sum over clusters of (sum of their rows' influences)^2.
/// @param cluster  shape (rows), or empty: each row its own
[[nodiscard]] double jackknife_variance(std::span<double const> influence,
                                        std::vector<int> const& cluster);

} // namespace analysis
