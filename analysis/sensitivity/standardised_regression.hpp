#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// Whether to regress values or their ranks: ranks make a monotone effect linear.
enum class RegressionOf { values, ranks };

struct StandardisedRegression {
    std::vector<Estimate> coefficients; ///< shape (factors)
    std::vector<double> p;              ///< of no effect, shape (factors)
    double r_squared = undefined;       ///< below about 0.7 the coefficients tell little
    std::size_t points = 0;             ///< used
    std::size_t left_out = 0;
};

/// b_j sd(x_j) / sd(y): by how many of its standard deviations the output changes when factor j
/// changes by one of its own, the others held. For independent factors and a linear model its
/// square is the share of variance. Limits by Student's t, the standard deviations taken as known.
/// *Not* where effects bend back or interact: R squared tells. Source: Saltelli et al. 2008,
/// Global Sensitivity Analysis, section 1.2.5.
/// @param factors  shape (points, factors) @param output  shape (points), NaN: failed
[[nodiscard]] StandardisedRegression standardised_regression(Eigen::MatrixXd const& factors,
                                                             Eigen::VectorXd const& output,
                                                             RegressionOf of, Level level = {});

} // namespace analysis
