#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

namespace analysis {

/// A chi-squared test of a vector of scores.
struct QuadraticTest {
    double chi_squared = undefined;
    int degrees_of_freedom = 0;
    double p = undefined;
};

/// score' V^- score, V^- the generalised inverse, with the rank of V as degrees of freedom: scores
/// that add up to 0, and groups that never meet others at risk, take care of themselves. Rank 0:
/// NaN.
/// @param score       shape (k), in the range of the covariance
/// @param covariance  shape (k, k), symmetric, positive semi-definite
[[nodiscard]] QuadraticTest quadratic_test(Eigen::VectorXd const& score,
                                           Eigen::MatrixXd const& covariance);

} // namespace analysis
