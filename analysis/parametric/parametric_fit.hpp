#pragma once

#include "analysis/coefficient.hpp"
#include "analysis/data/covariates.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/data/interval_table.hpp"
#include "analysis/fit_status.hpp"
#include "analysis/parametric/parametric_model.hpp"
#include "core/parallel.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <string>
#include <vector>

namespace analysis {

/// What a parametric regression depends on. Without columns: intercepts alone.
struct ParametricCovariates {
    Covariates location{}; ///< of eta
    Covariates cure{};     ///< of the logit of the cured fraction; only with Cure::mixture
};

/// How standard errors are made.
enum class ParametricErrors {
    information, ///< the inverse of the observed information
    robust,      ///< the sandwich, scores added over a cluster; each row its own without clusters
};

struct ParametricOptions {
    Level level{};
    ParametricErrors errors = ParametricErrors::information;
    core::LoopOptions loop{};
};

/// A parametric survival model fitted by maximum likelihood.
struct ParametricFit {
    ParametricModel model;
    FitStatus status = FitStatus::no_rows;
    std::string
        reason; ///< why there is no fit, a sentence without a full stop; empty when converged

    /// Location intercept "(intercept)" and covariates, ancillary parameters as estimated
    /// (ancillary_names), then "cure: (intercept)" and "cure: NAME". Estimates are NaN unless
    /// converged; p of an intercept or ancillary parameter tests that it is 0.
    std::vector<Coefficient> coefficients;
    std::size_t location_covariates = 0;
    std::size_t cure_covariates = 0;
    Eigen::MatrixXd covariance; ///< shape (coefficients, coefficients), of the kind asked for

    std::size_t rows = 0;
    std::size_t events = 0; ///< rows that are not right-censored
    double log_likelihood = undefined;
    double aic = undefined; ///< 2 parameters - 2 log likelihood
    double bic = undefined; ///< log(rows) parameters - 2 log likelihood: n is the number of rows
    int steps = 0;          ///< of the search that ended highest
    Level level{};

    /// Values of the coefficients, shape (coefficients).
    [[nodiscard]] Eigen::VectorXd values() const;
};

/// Fits a model to right-censored, left-truncated, weighted times:
///     sum over rows of weight (event log f(t) + (1 - event) log S(t) - log S(entry)).
///
/// Location eta = intercept + covariates: log time (AFT, as survreg) for exponential, Weibull,
/// log-normal, log-logistic and generalised gamma; log hazard at 0 (proportional hazards) for
/// Gompertz, as flexsurv; logit of the mean daily hazard a / (a + b) for the beta-geometric, whose
/// a + b is common, so that a covariate is a log odds ratio of the first day's hazard and leaves
/// the amount of heterogeneity alone.
///
/// The log likelihood is that of the times, not of their logarithms: as logLik(survreg). Gradient
/// and Hessian are exact (automatic differentiation). A weight of 2 is the row twice.
///
/// What is no fit, with status and reason: no rows; no events; an event at time 0, or times that
/// are not whole for the beta-geometric (outside_support); a covariate that is constant or a sum of
/// others (collinear, named); a parameter that runs to infinity (no_maximum, named): all event
/// times equal (sigma to 0), a cured fraction at 0 or 1, Q without bound, a beta-geometric without
/// heterogeneity, a group without events.
///
/// Events of all causes count; for one of them fit cause_specific(table, cause).
///
/// NOT for: one cause while others compete, unless the cause-specific hazard is what is asked for;
/// extrapolation on the strength of the best AIC; a cured fraction from follow-up that ends before
/// the curve has flattened.
/// @param covariates  shape (rows, ...), finite
/// Source: Kalbfleisch & Prentice 2002, chapter 3; Prentice 1974; Fader & Hardie 2007; Boag 1949
/// (mixture cure); sandwich: Lin & Wei 1989, as survreg(cluster = ).
[[nodiscard]] ParametricFit fit_parametric(EventTable const& table, ParametricModel model,
                                           ParametricCovariates const& covariates = {},
                                           ParametricOptions const& options = {});

/// The same for times of which intervals are known: a row gives log(S(left) - S(right)). The log
/// likelihood of interval rows is of probabilities, that of exact rows of densities, as
/// survreg's type "interval2".
[[nodiscard]] ParametricFit fit_parametric(IntervalTable const& table, ParametricModel model,
                                           ParametricCovariates const& covariates = {},
                                           ParametricOptions const& options = {});

} // namespace analysis
