#pragma once

#include <Eigen/Core>

namespace analysis {

/// Least squares of an output on factors with an intercept. Where the factors are collinear or
/// there are too few points, every number is NaN.
struct LinearFit {
    Eigen::VectorXd coefficients; ///< shape (1 + factors), the intercept first
    Eigen::MatrixXd covariance;   ///< of the coefficients: s^2 (X'X)^-1
    double residual_variance = 0; ///< s^2, with points - factors - 1 degrees of freedom
    double degrees_of_freedom = 0;
    double r_squared = 0; ///< 1 - residual / total sum of squares
};

/// By Householder's QR with column pivoting. @param factors  shape (points, factors)
[[nodiscard]] LinearFit linear_fit(Eigen::MatrixXd const& factors, Eigen::VectorXd const& output);

/// Student's quantile that leaves (1 - level) / 2 above; NaN without degrees of freedom.
[[nodiscard]] double students_quantile(double level, double degrees_of_freedom);
/// Two-sided p of Student's t.
[[nodiscard]] double students_p_value(double t, double degrees_of_freedom);

} // namespace analysis
