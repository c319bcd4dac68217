#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// What the output is at a low and at a high value of one factor.
struct TornadoBar {
    std::size_t factor = 0;
    double at_low = 0.0;  ///< the factor's low value
    double at_high = 0.0; ///< its high value
    Estimate low;         ///< of the output
    Estimate high;
    Estimate swing; ///< high less low
};

struct Tornado {
    std::vector<TornadoBar> bars; ///< the longest first
    double middle = undefined;    ///< the output where nothing is moved
    double r_squared = undefined; ///< of the regression, where there is one
    std::size_t left_out = 0;
};

/// From the linear regression of the output on the factors: at the low and the high quantile of
/// each factor among the points, the others at their means, with Student's limits. The bars hold as
/// far as the regression does: r_squared tells.
/// @param factors  shape (points, factors) @param output  shape (points), NaN: failed
/// @param tail  (0, 1/2): low and high are the quantiles at tail and 1 - tail
[[nodiscard]] Tornado tornado_of_regression(Eigen::MatrixXd const& factors,
                                            Eigen::VectorXd const& output, double tail,
                                            Level level = {});

} // namespace analysis
