#pragma once

#include "analysis/data/interval_table.hpp"
#include "analysis/estimate.hpp"
#include "analysis/fit_status.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Turnbull's nonparametric maximum likelihood estimate of S(t) = P(T > t) from interval-censored
/// times: it puts mass only on the intervals of support, the innermost ones (left, right] in which
/// a left end is followed at once by a right end, and does not tell where within one the mass lies.
///
/// The mass p maximises sum_i w_i log P_i, P_i = sum of p over the intervals of support within row
/// i's. It does just when D_j = sum over rows i that contain j of w_i / P_i is at most W = sum w_i
/// everywhere, and W wherever p_j > 0 (Gentleman & Geyer 1994). That is what convergence is judged
/// by here: max_j D_j / W - 1 <= 1e-10, and W times it bounds what the log likelihood falls short
/// of its maximum. R's survfit stops when a step of S is small (5e-5), some digits earlier.
///
/// Intervals are open on the left: who is right-censored at t is at risk beyond t, so that exact
/// and right-censored times give Kaplan-Meier. No standard errors: the estimate converges as
/// n^(-1/3), and neither normal limits nor the information of p holds. Source: Peto 1973; Turnbull
/// 1976; Gentleman & Geyer 1994. As survfit(Surv(left, right, type = "interval2")) in R.
struct Turnbull {
    FitStatus status = FitStatus::no_rows;
    /// Intervals of support, (left, right] or, where left = right, that point; ascending, only
    /// those with mass > 0. The last right may be infinite.
    std::vector<double> left;
    std::vector<double> right;
    std::vector<double> mass;
    double log_likelihood = undefined;
    double gap = undefined; ///< max_j D_j / W - 1, >= 0 up to rounding
    std::size_t steps = 0;

    /// S(t), between the values at both ends of an interval of support when t is within it.
    struct Bounds {
        double low = undefined;
        double high = undefined;
    };
    /// Equal bounds outside the intervals of support. Not converged: NaN.
    [[nodiscard]] Bounds at(double t) const;
};

[[nodiscard]] Turnbull turnbull(IntervalTable const& table);

} // namespace analysis
