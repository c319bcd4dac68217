#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <vector>

namespace analysis {

/// Survival of k groups at one time t fixed in advance.
struct FixedTimeTest {
    std::vector<Estimate> survival; ///< shape (groups), S(t) with limits log(-log)
    QuadraticTest test;             ///< NaN unless every S(t) is between 0 and 1
};

/// Tests that S(t) is the same in all groups, on the scale phi = log(-log S): with Greenwood's
/// sums v_k = sum d / (n (n - d)) the variance of phi_k is v_k / log(S_k)^2, and chi-squared
/// (groups
/// - 1 degrees of freedom) is the weighted sum of squares of phi about its weighted mean; for two
/// groups (phi_1 - phi_2)^2 / (var_1 + var_2).
///
/// For curves that cross, or when one day is what matters; it looks at nothing but that day. On the
/// plain scale the test is too liberal in small samples.
/// @param t  >= 0 [days]; a group whose follow-up ends before t has no S(t)
/// Source: Klein, Logan, Harhoff & Andersen 2007, Stat Med 26:4505.
[[nodiscard]] FixedTimeTest fixed_time_test(EventTable const& table, Grouping const& groups,
                                            double t, Level level = {});

/// The same people under two designs: the covariance of phi from their influences on S(t).
/// Survival in the order variant, baseline.
[[nodiscard]] FixedTimeTest paired_fixed_time_test(EventTable const& variant,
                                                   EventTable const& baseline, double t,
                                                   Level level = {});

} // namespace analysis
