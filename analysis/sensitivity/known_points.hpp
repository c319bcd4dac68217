#pragma once

#include <Eigen/Core>

#include <cstddef>

namespace analysis {

/// The points of an experiment at which an output is known. For methods to which each point is a
/// unit of its own; those that failed are counted, and what is estimated holds where none fails.
struct KnownPoints {
    Eigen::MatrixXd factors; ///< shape (points, factors)
    Eigen::VectorXd output;  ///< shape (points)
    std::size_t left_out = 0;
};

/// @param factors  shape (points, factors), finite @param output  shape (points), NaN: failed
[[nodiscard]] KnownPoints known_points(Eigen::MatrixXd const& factors,
                                       Eigen::VectorXd const& output);

} // namespace analysis
