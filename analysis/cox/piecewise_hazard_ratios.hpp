#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/cox/cox.hpp"

#include <span>
#include <string>
#include <vector>

namespace analysis {

/// A hazard ratio that is constant within periods and free to differ between them.
struct PiecewiseHazardRatios {
    struct Period {
        double from = 0;  ///< excluded
        double until = 0; ///< included; infinite in the last
        Estimate ratio;   ///< as CoxFit::hazard_ratio
        double p = undefined;
    };
    FitStatus status = FitStatus::no_rows;
    std::string reason;          ///< why there is no fit; empty when converged
    std::vector<Period> periods; ///< shape (cuts + 1)
    QuadraticTest equality;      ///< Wald's, that all are equal; NaN for a single period
    CoxFit fit;                  ///< covariates: one a period, then those adjusted for
};

/// Cox's model with a log hazard ratio of its own for each period (cut k - 1, cut k]: what to read
/// when hazards are not proportional. Each period compares those still at risk at its beginning,
/// who may differ between groups however alike all were at first: a ratio above 1 late may come of
/// the frail having left early. Choose the cuts before seeing the data.
/// @param group   1: in the group whose ratio to the others is asked for; 0: not. shape (rows)
/// @param cuts    ascending, > 0 [time]; without: one ratio
/// @param adjust  further covariates, whose effects stay; without columns: none
/// Errors: automatic is the model's, or robust when the table has clusters. A time of 0 is outside
/// what (entry, time] can say: outside_support.
/// Source: Therneau & Grambsch 2000, section 6.5; as survSplit and coxph in R.
[[nodiscard]] PiecewiseHazardRatios piecewise_hazard_ratios(EventTable const& table,
                                                            std::span<int const> group,
                                                            std::span<double const> cuts,
                                                            Covariates const& adjust = {},
                                                            CoxOptions const& options = {});

} // namespace analysis
