#pragma once

#include "analysis/estimate.hpp"
#include "analysis/experiments/saltelli_points.hpp"
#include "analysis/sensitivity/resampling.hpp"
#include "analysis/sensitivity/response.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// The share of the variance that is the interaction of two factors alone.
struct SecondOrderIndex {
    std::size_t first = 0;
    std::size_t second = 0; ///< above first
    Estimate index;
};

struct SobolIndices {
    Estimate variance;                    ///< of the output over the factors, without its noise
    std::vector<Estimate> first;          ///< shape (factors): share due to the factor alone
    std::vector<Estimate> total;          ///< shape (factors): with all its interactions
    std::vector<SecondOrderIndex> second; ///< all pairs, where the design has them
    std::size_t blocks = 0;               ///< used
    std::size_t left_out = 0;             ///< blocks with a point that has no value
};

/// Sobol' indices from Saltelli's points, with V the variance and f centred by its mean over A, B:
///
///     V_j first  = mean of f(B) (f(AB_j) - f(A))              Saltelli et al. 2010, table 2 (b)
///     V_j total  = mean of (f(A) - f(AB_j))^2 / 2             Jansen 1999
///     V_jl closed = mean of f(BA_j) f(AB_l) - f(A) f(B)       Saltelli 2002, theorem 2
///
/// divided by V; with second order, A and B change roles and the two are averaged, and
/// S_jl = S_jl closed - S_j - S_l. Each is a quadratic form of the outputs, from which the one of
/// their noise is taken out (Response::noise_covariance), so numerators and V are unbiased whatever
/// the noise of points has in common. An index may come out below 0 or above 1: read its interval.
///
/// Limits: percentiles of the bootstrap over whole blocks, and from 3 replicates of common luck on
/// wider by what that does (luck_errors): of fewer, the limits are those of this luck. The
/// bootstrap takes blocks as independent, while those of a scrambled Sobol' sequence balance each
/// other, so limits are rather too wide. Where the lower limit of V is not above 0, no variance can
/// be told from noise: the indices are NaN. *Not* for factors that depend on each other.
/// @param response  shape (design.size()), or a whole number of blocks less
[[nodiscard]] SobolIndices sobol_indices(SaltelliPoints const& design, Response const& response,
                                         Resampling const& resampling = {}, Level level = {});

} // namespace analysis
