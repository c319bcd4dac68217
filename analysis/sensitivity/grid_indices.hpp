#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// What two factors do together, beyond what each does.
struct PairIndex {
    std::size_t first = 0;
    std::size_t second = 0; ///< above first
    Estimate index;
};

/// How the variance of an output over a grid is shared out, its levels taken as equally likely.
struct GridIndices {
    double variance = undefined; ///< of the output over the grid
    std::vector<Estimate> first; ///< shape (factors): share due to the factor alone
    std::vector<Estimate> total; ///< shape (factors): with all its interactions
    std::vector<PairIndex> pairs;
    bool without_noise = false; ///< whether the noise of luck was taken out: 3 replicates or more
};

/// The analysis of variance of a full grid, exactly: V_j is the variance of the means at the levels
/// of j, V_jl that of the means in the cells of j and l less V_j and V_l, and the total of j the
/// mean variance within the rows along j. Source: Sobol' 1993; for a grid it is Fisher's.
///
/// All are quadratic forms q of the outputs, with B as their bilinear forms. From 3 replicates on,
/// the mean over pairs of *different* replicates, q_U = (1 / (R (R - 1))) sum over r != s of
/// B(y_r, y_s), takes the place of q(mean): the lucks of two replicates are independent, so noise
/// adds nothing to it, and an index may come out below 0. Limits: linearised, Student's with R - 1
/// degrees of freedom. With fewer replicates the indices are those of these lucks, noise included,
/// without limits.
/// @param levels  of each factor, the last varying fastest @param outputs  shape (points,
/// replicates), as many points as the grid has; NaN anywhere: everything is NaN
[[nodiscard]] GridIndices grid_indices(std::span<std::size_t const> levels,
                                       Eigen::MatrixXd const& outputs, Level level = {});

} // namespace analysis
