#pragma once

#include "analysis/estimate.hpp"
#include "analysis/sensitivity/resampling.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

struct ShapleyEffects {
    std::vector<Estimate> shapley; ///< shape (factors); they add up to 1
    std::vector<Estimate> first;   ///< Sobol' index of the factor alone, shape (factors)
    std::vector<Estimate> total;   ///< with all its interactions, shape (factors)
    /// Of the polynomial expansion: below about 0.7 the shares are those of a part of the output.
    double q2 = undefined;
    std::size_t terms = 0; ///< of the expansion
    std::size_t points = 0;
    std::size_t left_out = 0;
};

/// How the variance of an output is shared out, from points spread over independent factors,
/// uniform or of equally likely levels, by a polynomial expansion (chaos_expansion). With
/// orthonormal terms the variance is the sum of the squares of their coefficients c, each freed of
/// noise, c^2 - s^2 (X'X)^-1. Sobol': first, the terms of the factor alone; total, all that contain
/// it (Sudret 2008, Reliab Eng Syst Saf 93:964). Shapley: the square of each term goes in equal
/// parts to its factors (Owen 2014, SIAM J Uncertain Quantif 2:245, theorem 1), so that nothing is
/// counted twice and the effects add up to
/// 1. Shares are of the variance that the expansion tells; what it does not is noise, jumps and
/// degrees too high, see q2.
///
/// Limits: normal, with the standard deviation over a bootstrap of points, the terms held as they
/// were chosen; that choice has an uncertainty of its own, which is not in them. A factor in no
/// term has an effect of 0 without limits. A share may come out below 0: read its limits. Where the
/// lower limit of the variance told is not above 0, all are NaN.
/// @param unit  0 .. 1, shape (points, factors) @param output  shape (points), NaN: failed
[[nodiscard]] ShapleyEffects shapley_effects(Eigen::MatrixXd const& unit,
                                             Eigen::VectorXd const& output,
                                             Resampling const& resampling = {100, 1},
                                             Level level = {});

} // namespace analysis
