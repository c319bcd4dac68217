#pragma once

#include <Eigen/Core>

namespace analysis {

/// P(low_j <= Z_j <= high_j for all j), Z jointly normal with mean 0, variance 1 and this
/// correlation matrix, which may be singular.
///
/// With Z = L x, x independent, the rectangle becomes a polytope in as many dimensions as the
/// matrix has rank. It is cut into slices along one coordinate after the other, and each integral
/// is split where a corner of the polytope lies, so that every integrand is smooth and
/// Gauss-Legendre's rule holds to its end. Deterministic; absolute error below 1e-9 (held to closed
/// forms by tests), or 1e-6 for a matrix that is singular but for an eighth digit. Variance below
/// 1e-11 counts as none. Milliseconds up to rank 3, a second or two for rank 4.
/// @param correlation  shape (k, k), rank 1 .. 4 (contract)
/// @param low, high    shape (k), may be infinite
[[nodiscard]] double normal_rectangle(Eigen::MatrixXd const& correlation,
                                      Eigen::VectorXd const& low, Eigen::VectorXd const& high);

} // namespace analysis
