#pragma once

#include "analysis/cox/cox_partial.hpp"
#include "analysis/fit_status.hpp"

#include <Eigen/Core>

#include <functional>
#include <optional>

namespace analysis {

/// How the search for the maximum of a partial likelihood ended.
struct CoxSearch {
    FitStatus status = FitStatus::not_converged;
    std::optional<Eigen::Index> culprit; ///< the covariate that is collinear, or separates
    Eigen::VectorXd beta;                ///< on the standardised scale
    CoxPartial at_zero;
    CoxPartial at_maximum;
    int steps = 0;
};

/// The value and derivatives of a concave log likelihood at a beta.
using PartialAt = std::function<CoxPartial(Eigen::VectorXd const&)>;

/// Newton's method from beta = 0, steps halved where the likelihood would fall.
///
/// No maximum: the likelihood hardly rises any more and yet the steps do not shrink, where at a
/// maximum they shrink quadratically. @param events  a scale of the likelihood: their weight
[[nodiscard]] CoxSearch cox_newton(PartialAt const& partial, Eigen::Index covariates, double events,
                                   int most_steps);

/// The first covariate without information of its own beside those before it, to a relative 1e-11.
/// @param events  what the information of a standardised covariate is of the order of
[[nodiscard]] std::optional<Eigen::Index> without_information(Eigen::MatrixXd const& information,
                                                              double events);

} // namespace analysis
