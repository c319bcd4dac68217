#pragma once

#include "analysis/coefficient.hpp"
#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/covariates.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/fit_status.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <string>
#include <vector>

namespace analysis {

/// How events at the same time are taken.
enum class CoxTies {
    efron,   ///< the risk set loses the tied ones step by step; the best approximation
    breslow, ///< each of the tied meets the whole risk set; draws ratios towards 1
    exact,   ///< discrete time: which d of those at risk; an odds ratio, for few ties a time
};

/// How standard errors are made.
enum class CoxErrors {
    automatic, ///< robust when the table has clusters, else the model's
    model,     ///< inverse of the information
    robust,    ///< sandwich of score residuals added over a cluster (without: each row its own)
};

struct CoxOptions {
    CoxTies ties = CoxTies::efron;
    Grouping strata{};            ///< each with its own baseline; without groups: one
    std::vector<double> offset{}; ///< shape (rows), log hazard known beforehand; empty: 0
    int cause = 0; ///< 0: every status > 0 is an event; else this one, the others censored
    CoxErrors errors = CoxErrors::automatic;
    Level level{};
    int most_steps = 50; ///< of Newton's method
};

/// Cox's proportional hazards, lambda(t | x) = lambda_0(t) exp(x' beta), fitted.
struct CoxFit {
    FitStatus status = FitStatus::no_rows;
    std::string reason; ///< why there is no fit, a sentence without a full stop; else empty
    std::vector<Coefficient> coefficients; ///< log hazard ratios per unit, shape (covariates)
    Eigen::MatrixXd covariance;            ///< shape (covariates, covariates), of `errors`
    Eigen::MatrixXd model_covariance;      ///< inverse of the information
    CoxErrors errors = CoxErrors::model;   ///< model or robust

    std::size_t rows = 0;
    std::size_t events = 0;                 ///< rows with an event
    double log_likelihood_null = undefined; ///< partial, at beta = 0
    double log_likelihood = undefined;      ///< partial, at beta
    QuadraticTest likelihood_ratio; ///< twice the difference; not for weights that are no counts
    QuadraticTest wald;             ///< with `covariance`
    QuadraticTest score;            ///< at beta = 0, with the model's information
    QuadraticTest robust_score;     ///< at beta = 0, with squared residuals; NaN unless robust
    int steps = 0;
    CoxOptions options; ///< what it was fitted with

    /// Values of the coefficients, shape (covariates).
    [[nodiscard]] Eigen::VectorXd beta() const;
    /// exp of value and limits of a coefficient; standard_error stays that of the logarithm.
    [[nodiscard]] Estimate hazard_ratio(std::size_t covariate) const;
};

/// Fits Cox's model by Newton's method on the partial likelihood
///     prod over events of exp(x_i' beta) / sum over j at risk of w_j exp(x_j' beta),
/// steps halved where it would fall; covariates are centred and scaled inside.
///
/// Time-dependent covariates: one row an interval (entry, time], event at the end of the last.
/// Weights enter score and risk set; 2 is the row twice except with Efron's ties, whose steps stay
/// as many as tied rows (as in R). Sampling weights need CoxErrors::robust, which R turns to by
/// itself where a weight is no whole number.
/// No fit, and why: no rows, no events; `collinear` names the covariate that is constant, or a sum
/// of others, among those at risk together; `no_maximum` names the one that separates those with
/// events from those at risk. Without covariates: the null likelihood alone.
///
/// CoxTies::exact takes no weights and gives no robust errors (contract).
/// NOT for: hazards that cross (see proportional_hazards_test); 1 - S of a cause while others
/// compete (see fine_gray, aalen_johansen). Rows of one person are independent only if they do
/// not overlap: else give clusters.
/// @param covariates  shape (rows, covariates), finite
/// Source: Cox 1972; Efron 1977; Breslow 1974; Gail, Lubin & Rubinstein 1981; Lin & Wei 1989;
/// as coxph in R. R counts a covariate as collinear and drops it; here there is no fit.
[[nodiscard]] CoxFit cox(EventTable const& table, Covariates const& covariates,
                         CoxOptions const& options = {});

} // namespace analysis
