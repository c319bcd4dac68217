#pragma once

#include "analysis/cox/cox_rows.hpp"

#include <Eigen/Core>

namespace analysis {

/// The log partial likelihood and its derivatives at a beta, on the standardised scale.
struct CoxPartial {
    double log_likelihood = undefined; ///< -infinity where exp would overflow
    Eigen::VectorXd score;             ///< shape (covariates)
    Eigen::MatrixXd information;       ///< shape (covariates, covariates), minus the second
};

/// Efron's and Breslow's ties: one walk from the last time to the first, O(covariates^2) a row.
/// The exact ones: exact_partial.
[[nodiscard]] CoxPartial cox_partial(CoxRows const& rows, Eigen::VectorXd const& beta,
                                     CoxTies ties);

/// Sum over all subsets of d of those at risk by the recursion B(d, n) = B(d, n - 1) + r_n B(d - 1,
/// n - 1), derivatives along: O(at risk x d x covariates^2) a time.
/// Source: Gail, Lubin & Rubinstein 1981, Biometrika 68:703.
[[nodiscard]] CoxPartial exact_partial(CoxRows const& rows, Eigen::VectorXd const& beta);

} // namespace analysis
