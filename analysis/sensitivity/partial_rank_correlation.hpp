#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

struct PartialRankCorrelations {
    std::vector<Estimate> factors; ///< shape (factors); -1 .. 1
    std::vector<double> p;         ///< of none, two-sided, shape (factors)
    std::size_t points = 0;        ///< used
    std::size_t left_out = 0;
};

/// PRCC: the correlation of what is left of the ranks of factor j and of the output when the ranks
/// of all other factors are regressed out of both. Strong where the effect is monotone, whatever
/// its shape; it is no share of variance, and factors that matter little together all look strong
/// in a model without noise. *Not* for effects that bend back. Limits by Fisher's z,
/// tanh(atanh r +- z / sqrt(n - k - 2)) for k factors; p by Student's t with n - k - 1 degrees of
/// freedom; the standard error is (1 - r^2) / sqrt(n - k - 2). Source: Marino, Hogue, Ray &
/// Kirschner 2008, J Theor Biol 254:178; Fisher 1924.
/// @param factors  shape (points, factors) @param output  shape (points), NaN: failed
[[nodiscard]] PartialRankCorrelations partial_rank_correlations(Eigen::MatrixXd const& factors,
                                                                Eigen::VectorXd const& output,
                                                                Level level = {});

} // namespace analysis
