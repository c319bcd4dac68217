#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

namespace analysis {

/// A difference between two designs under which the same people live, with what pairing is worth.
///
/// With U_i the influence of person i (influence.hpp) the paired variance is sum (U_i variant - U_i
/// baseline)^2, the unpaired one sum U_i variant^2 + sum U_i baseline^2. What the luck of a person
/// does to both designs alike cancels in the first.
struct PairedDifference {
    double variant = undefined;
    double baseline = undefined;
    Estimate paired;                ///< of variant - baseline, normal limits
    Estimate unpaired;              ///< the same difference, had the designs had different people
    double p = undefined;           ///< Wald's, two-sided, of the paired difference
    double correlation = undefined; ///< between the influences of a person under both designs

    /// Unpaired over paired variance: as many times more independent people would be needed for the
    /// same interval. Below 1 when pairing harms; NaN when the paired variance is 0.
    double variance_ratio = undefined;
};

/// Row i of both tables is the same person: equal sizes, and equal weights (copies of a pair) and
/// clusters where there are any. Clusters of pairs (sites) are added up in the paired variance.
/// NaN where either table does not tell the value: beyond its last time, unless S has reached 0.
/// Not for few discordant pairs: see discordant_pairs.hpp.
/// @param t, tau  [days]
/// Source: Efron 1982, chapter 6; Andersen, Hansen & Klein 2004.
[[nodiscard]] PairedDifference paired_survival_difference(EventTable const& variant,
                                                          EventTable const& baseline, double t,
                                                          Level level = {});
[[nodiscard]] PairedDifference paired_restricted_mean_difference(EventTable const& variant,
                                                                 EventTable const& baseline,
                                                                 double tau, Level level = {});
/// @param cause  1 .. causes
[[nodiscard]] PairedDifference paired_incidence_difference(EventTable const& variant,
                                                           EventTable const& baseline, int cause,
                                                           double t, Level level = {});

} // namespace analysis
