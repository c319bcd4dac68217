#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/cox/cox.hpp"

#include <string>
#include <vector>

namespace analysis {

/// The function g of time against which log hazard ratios are tested for change. Which matters:
/// late times have the most weight under `identity`, none in particular under `survival`.
enum class TimeScale {
    survival, ///< 1 - Kaplan-Meier just before t, all rows together, unweighted: R's "km"
    identity, ///< t
    rank,     ///< rank of t among the times of all rows
    logarithm ///< log t; a time of 0 makes it NaN
};

/// The score test of gamma = 0 in lambda(t) = lambda_0(t) exp(x' (beta + gamma g(t))), beta being
/// fitted: with u the score for gamma and I the information of (beta, gamma), both at (beta-hat,
/// 0), chi-squared (0, u)' I^-1 (0, u).
///
/// A small p says that an effect changes with time; a large one only that this change was not seen.
/// With many events trifles become significant: look at piecewise_hazard_ratios. Ties as in the fit
/// (exact ones as Breslow's). The model's information, also where the fit is robust.
/// Source: Grambsch & Therneau 1994, in the exact form of cox.zph in R's survival from 3.0 on
/// (before, it took the covariance of the residuals as constant).
struct ProportionalHazardsTest {
    struct Term {
        std::string name; ///< of its covariates, joined by " + "
        QuadraticTest test;
    };
    std::vector<Term> terms; ///< shape (terms)
    QuadraticTest global;    ///< all covariates at once
};

/// @param terms  the term of each covariate, 0 .. terms - 1, as the indicators of one factor are
/// tested together; without groups: each covariate its own
[[nodiscard]] ProportionalHazardsTest
proportional_hazards_test(CoxFit const& fit, EventTable const& table, Covariates const& covariates,
                          TimeScale scale = TimeScale::survival, Grouping const& terms = {});

} // namespace analysis
