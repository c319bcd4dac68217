#pragma once

#include "analysis/estimate.hpp"
#include "analysis/event_table.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Log-rank test of two groups. Source: Mantel 1966; Peto & Peto 1972. Hypergeometric variance at ties.
/// Its p takes the groups as independent; for paired users that is conservative when the pairs correlate positively.
struct LogRank {
    double observed = undefined; ///< events in the first group (the variant)
    double expected = undefined;
    double chi_squared = undefined; ///< 1 degree of freedom
    double p = undefined;
};
[[nodiscard]] LogRank log_rank(EventTable const& variant, EventTable const& baseline);

/// Cox's hazard ratio variant : baseline, ties by Efron. Where row i of both tables is the same person (`paired`), the standard error
/// is the cluster-robust one (Lin & Wei 1989), of the log hazard ratio. `value`, `low`, `high` are on the ratio scale.
enum class Pairing { unpaired, same_people };
struct HazardRatio {
    Estimate ratio;        ///< standard_error is of log(ratio)
    double p = undefined;  ///< Wald
    bool converged = false;///< false: no events in one group, or the likelihood has no maximum
};
[[nodiscard]] HazardRatio hazard_ratio(EventTable const& variant, EventTable const& baseline,
                                       Pairing pairing, Level level = {});

/// Difference of restricted means variant - baseline up to tau [days]. same_people: from pseudo-observations (influence functions)
/// differenced within pairs; unpaired: sqrt(se1^2 + se2^2).
[[nodiscard]] Estimate restricted_mean_difference(EventTable const& variant,
                                                  EventTable const& baseline, double tau,
                                                  Pairing pairing, Level level = {});

/// Mean of variant[i] - baseline[i]; pairs with a NaN are left out.
[[nodiscard]] Estimate paired_mean_difference(std::span<float const> variant,
                                              std::span<float const> baseline, Level level = {});

/// Holm's step-down adjusted p-values, in the order given; NaN stays NaN and is not counted. Source: Holm 1979.
[[nodiscard]] std::vector<double> holm(std::span<double const> p_values);

} // namespace analysis
