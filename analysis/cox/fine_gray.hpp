#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/cox/cox.hpp"

#include <Eigen/Core>

#include <span>
#include <string>
#include <vector>

namespace analysis {

/// What the standard errors of Fine and Gray's model account for.
enum class FineGrayErrors {
    with_censoring, ///< that the distribution of censoring is estimated too: as crr in cmprsk
    weights_known,  ///< score residuals alone: as coxph(cluster = id) on R's finegray data
};

/// Who is at risk of censoring where censorings and events fall on the same time.
enum class FineGrayTies {
    events_stay, ///< all of that time: as crr in cmprsk
    events_gone, ///< not those with an event, who come first: as finegray in survival
};

struct FineGrayOptions {
    int cause = 1;        ///< whose cumulative incidence is regressed, 1 .. causes
    Grouping censoring{}; ///< groups, each censored by its own distribution; without: one
    FineGrayErrors errors = FineGrayErrors::with_censoring;
    FineGrayTies ties = FineGrayTies::events_stay;
    Level level{};
    int most_steps = 50;
};

/// Proportional hazards of the subdistribution of one cause, fitted.
struct FineGrayFit {
    FitStatus status = FitStatus::no_rows;
    std::string reason; ///< why there is no fit, a sentence without a full stop; else empty
    std::vector<Coefficient> coefficients; ///< log subdistribution hazard ratios
    Eigen::MatrixXd covariance;            ///< shape (covariates, covariates), of the errors asked
    Eigen::MatrixXd model_covariance;      ///< inverse of the information: too small or too large
    double log_likelihood_null = undefined;
    double log_likelihood = undefined; ///< of the weighted partial likelihood
    QuadraticTest wald;
    std::size_t rows = 0;
    std::size_t events = 0; ///< of the cause
    std::size_t competing = 0;
    int steps = 0;

    std::vector<double> time;   ///< event times of the cause, ascending
    std::vector<double> hazard; ///< Breslow's jumps of the subdistribution at covariates 0
    [[nodiscard]] Eigen::VectorXd beta() const;
    [[nodiscard]] Estimate hazard_ratio(std::size_t covariate) const;
    /// F(t | x) = 1 - exp(-H_0(t) exp(x' beta)). @param covariates  shape (covariates)
    [[nodiscard]] double cumulative_incidence(Eigen::VectorXd const& covariates, double at) const;
};

/// Fine and Gray's regression of the cumulative incidence of a cause: whom another cause struck at
/// T stays at risk, with weight G(t-) / G(T-) at t, G the Kaplan-Meier estimate of censoring. Ties
/// by Breslow. O(rows covariates^2) a step.
///
/// A ratio above 1 says that the covariate raises the *probability* of the cause, be it by raising
/// its hazard or by lowering that of others: for what acts on the cause itself fit cox() with the
/// cause. Models of several causes can add up to more than 1. Censoring must not depend on
/// covariates (else: groups of `censoring`).
/// Not for time-dependent covariates, late entry and weights (contract: the table has neither).
/// Clusters are summed over with FineGrayErrors::weights_known only.
/// Source: Fine & Gray 1999, JASA 94:496; as crr in R's cmprsk, or finegray and coxph.
[[nodiscard]] FineGrayFit fine_gray(EventTable const& table, Covariates const& covariates,
                                    FineGrayOptions const& options = {});

} // namespace analysis
