#pragma once

#include "analysis/curves/limit_scale.hpp"
#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"
#include "analysis/recurrent/transition_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace analysis {

/// The probabilities p(t) of being in each state at t, by Aalen and Johansen's product
///     p(t) = p(0) prod over times u <= t of (I + A(u)),  A_jl = d_jl / n_j,
/// d_jl those who go from j to l at u, n_j those in j just before, A_jj minus the sum of the row.
/// Arrays have shape (distinct times with a change of state), ascending.
///
/// Initial distribution: given, or the shares of those at risk just before the first change of
/// state; then its own error is part of the variance. Variance: infinitesimal jackknife, the sum
/// over persons of squares of w d p / d w.
///
/// Whether the past of a person matters beyond the state makes no difference to p(t) as long as
/// leaving observation has nothing to do with it (Datta & Satten 2001); for
/// transition_probabilities, and with left truncation, it does. Where nobody is under observation
/// in a state, its probability stays.
/// Source: Aalen & Johansen 1978; Therneau, Crowson & Atkinson, Multi-state models (vignette of R's
/// survival). As survfit(Surv(start, stop, event) ~ 1, id, istate, influence = TRUE) in R; without
/// influence R's error leaves out that of the initial distribution.
struct StateOccupation {
    std::vector<std::string> states;
    std::size_t persons = 0;
    std::vector<double> time;
    std::vector<double> initial;                  ///< shape (states), adds up to 1
    std::vector<double> initial_variance;         ///< shape (states), 0 when given
    std::vector<std::vector<double>> probability; ///< shape (states, times)
    std::vector<std::vector<double>> variance;    ///< shape (states, times)
    Level level;
    LimitScale scale = LimitScale::log_log;

    /// Probability of a state at any t >= 0, constant between times and after the last one. Limits
    /// as those of a survival probability. No rows: all NaN.
    /// @param state  0 .. states - 1
    [[nodiscard]] Estimate at(int state, double t) const;
};

/// @param table    without mistakes
/// @param initial  shape (states), adds up to 1; empty: observed
[[nodiscard]] StateOccupation state_occupation(TransitionTable const& table, Level level = {},
                                               LimitScale scale = LimitScale::log_log,
                                               std::vector<double> const& initial = {});

/// Expected days in each state from 0 to tau, the area under p; normal limits, which may pass 0 and
/// tau. Beyond the last time anybody was observed it is defined only when everybody is in states
/// that are never left, else NaN (R draws p out). As summary(survfit(.., influence = TRUE), rmean =
/// tau) in R.
/// @param tau  > 0 [days]
/// @return shape (states)
[[nodiscard]] std::vector<Estimate> expected_days(TransitionTable const& table, double tau,
                                                  Level level = {},
                                                  std::vector<double> const& initial = {});

/// Expected days of the variant - those of the baseline, by state; normal limits. same_people:
/// persons with the same number in both tables are the same person, and the variance is the sum
/// over persons of squared differences of influences. NaN where either is not defined.
/// @param variant, baseline  of the same states
[[nodiscard]] std::vector<Estimate> expected_days_difference(TransitionTable const& variant,
                                                             TransitionTable const& baseline,
                                                             double tau, Pairing pairing,
                                                             Level level = {});

/// P(s, t): from each state at s, the probability of each state at t, the product of I + A over
/// times in (s, t]. All under observation count, whatever came before s. As survfit in R with
/// start.time just after s and p0 of one state.
/// @param s, t  0 <= s <= t
/// @return shape (from, to); NaN from a state that is left, but in which nobody is seen after s
[[nodiscard]] std::vector<std::vector<Estimate>>
transition_probabilities(TransitionTable const& table, double s, double t, Level level = {},
                         LimitScale scale = LimitScale::log_log);

} // namespace analysis
