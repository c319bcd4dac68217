#pragma once

#include "analysis/data/risk_table.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// What Cox's partial likelihood needs of one event time when the only covariate is the group, 0
/// or 1.
struct CoxTime {
    std::size_t row = 0; ///< of the common grid
    double at_risk_variant = 0;
    double at_risk_baseline = 0;
    double events_variant = 0;
    double events_baseline = 0;
    std::size_t events = 0; ///< of both, rows

    /// Of each step: the mean weight of the rows with the event.
    [[nodiscard]] double weight() const {
        return (events_variant + events_baseline) / static_cast<double>(events);
    }

    /// One of the `events` steps in which Efron's method takes tied events: the risk set has lost
    /// the share step / events of them.
    struct Step {
        double share_gone;     ///< step / events
        double risk;           ///< sum of hazards at risk, in units of the baseline's
        double mean_covariate; ///< share of `risk` in the variant
    };
    /// @param ratio  exp(beta), > 0; @param step  0 .. events - 1
    [[nodiscard]] Step efron(double ratio, std::size_t step) const;
};

/// Score and information (first derivative, minus the second) of the log partial likelihood at
/// beta.
struct CoxSlope {
    double score = 0;
    double information = 0;
};

[[nodiscard]] std::vector<CoxTime> cox_times(RiskTable const& variant, RiskTable const& baseline);
[[nodiscard]] CoxSlope cox_slope(std::vector<CoxTime> const& times, double beta);
/// Whether the likelihood has a maximum: its slope is positive far to the left and negative far to
/// the right.
[[nodiscard]] bool has_maximum(std::vector<CoxTime> const& times);

} // namespace analysis
