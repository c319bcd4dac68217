#pragma once

#include "analysis/estimate.hpp"
#include "analysis/sensitivity/response.hpp"

#include <Eigen/Core>

namespace analysis {

/// Replicates from which on limits hold the luck that all points share.
inline constexpr Eigen::Index fewest_lucks = 3;

/// Standard errors that come of the luck of the replicates, which a bootstrap over points or blocks
/// cannot see where all points share it: the jackknife over replicates, se^2 = (R - 1) / R times
/// the squared deviations of what is found without each of them. Source: Efron & Tibshirani 1993,
/// chapter 11. It sees luck of single points too, as the bootstrap does: limits with both are
/// rather too wide.
/// @param estimates  called with a Response; a vector of always the same length
/// @return shape (estimates); empty unless luck is common and of `fewest_lucks` replicates or more
template <class Estimates>
Eigen::VectorXd luck_errors(Response const& response, Estimates const& estimates) {
    auto const replicates = response.deviations().cols();
    if (replicates < fewest_lucks) {
        return {};
    }
    Eigen::MatrixXd found;
    for (Eigen::Index r = 0; r < replicates; ++r) {
        Eigen::VectorXd const without = estimates(response.without(r));
        found.conservativeResize(without.size(), r + 1);
        found.col(r) = without;
    }
    auto const n = static_cast<double>(replicates);
    Eigen::VectorXd const mean = found.rowwise().mean();
    return ((n - 1.0) / n * (found.colwise() - mean).rowwise().squaredNorm().array()).sqrt();
}

/// An estimate with wider limits: each further off by the root of the sum of squares of its own
/// distance and Student's quantile times the error of luck.
[[nodiscard]] Estimate with_luck(Estimate estimate, double error, Eigen::Index replicates,
                                 Level level);

} // namespace analysis
