#pragma once

#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"
#include "analysis/recurrent/recurrent_table.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Mean cumulative function, the mean number of events of a person by t,
///     mu(t) = sum over times u <= t of S(u-) d(u) / n(u),
/// d the events, n the persons under observation, S the Kaplan-Meier estimate of having no terminal
/// event. Without terminal events S = 1: Nelson's estimate. Sums of weights. Arrays have shape
/// (distinct times at which a row stops), ascending.
///
/// Variance, robust: how the events of one person hang together is not assumed. It is the sum over
/// persons of squares of the influence
///   w_i { sum over u <= t of S(u-) e_i(u) - sum over u <= t of g_i(u) (mu(t) - mu(u)) },
/// e_i = (own event - d / n) / n and g_i = (own terminal event - d_terminal / n) / (n -
/// d_terminal), both while under observation.
///
/// With terminal events mu(t) counts everybody, also those whom the terminal event has struck and
/// who have none after it: a design may lower mu by ending everything early. Read it beside S. NOT:
/// terminal events taken as censorings (mu would be that of a world without them).
/// Observation must end for reasons that have nothing to do with the events.
/// Source: Nelson 1988; Lawless & Nadeau 1995; with terminal events Cook & Lawless 1997, Ghosh &
/// Lin 2000. Without these as the cumulative hazard of survfit(Surv(start, stop, event) ~ 1,
/// cluster = id) in R.
struct MeanCumulative {
    std::size_t persons = 0;
    std::vector<double> time;
    std::vector<double> at_risk; ///< under observation just before this time
    std::vector<double> events;
    std::vector<double> terminal;
    std::vector<double> mean;     ///< mu, >= 0
    std::vector<double> variance; ///< of mu
    Level level;

    /// mu at any t >= 0, constant between times and after the last one; limits mu exp(+- z se /
    /// mu), NaN where mu is 0. No rows: all NaN.
    [[nodiscard]] Estimate at(double t) const;
};

/// @param table  without mistakes
[[nodiscard]] MeanCumulative mean_cumulative(RecurrentTable const& table, Level level = {});

/// What each row adds to mu(t), the term of the sum in MeanCumulative; a person's influence is the
/// sum over the person's rows. @return shape (rows); they add up to 0
[[nodiscard]] std::vector<double> mean_cumulative_influence(RecurrentTable const& table, double t);

/// mu of the variant - mu of the baseline at t, normal limits.
///
/// - unpaired: variances add up.
/// - same_people: persons with the same number in both tables are the same person; the variance is
///   the sum over persons of squares of differences of influences. A person may be in one table
///   only.
/// No rows in either table: all NaN. Source: Lawless & Nadeau 1995.
[[nodiscard]] Estimate mean_cumulative_difference(RecurrentTable const& variant,
                                                  RecurrentTable const& baseline, double t,
                                                  Pairing pairing, Level level = {});

/// mu of the variant / mu of the baseline at t; limits and standard_error on the log scale, from
/// the influences divided by mu. NaN where either mu is 0.
[[nodiscard]] Estimate mean_cumulative_ratio(RecurrentTable const& variant,
                                             RecurrentTable const& baseline, double t,
                                             Pairing pairing, Level level = {});

} // namespace analysis
