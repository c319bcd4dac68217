#pragma once

#include "analysis/parametric/problem.hpp"
#include "core/parallel.hpp"

#include <Eigen/Core>

namespace analysis {

/// A log likelihood with its derivatives at a point.
struct LogLikelihood {
    double value = 0;
    Eigen::VectorXd gradient; ///< shape (parameters)
    Eigen::MatrixXd hessian;  ///< shape (parameters, parameters)
};

/// sum over rows of weight times log probability. Rows are added in blocks of a fixed length, and
/// the blocks in order, so that the number of threads does not change a bit.
[[nodiscard]] LogLikelihood log_likelihood(Problem const& problem, Eigen::VectorXd const& at,
                                           core::LoopOptions const& options);

/// weight times gradient of each row. @return shape (rows, parameters)
[[nodiscard]] Eigen::MatrixXd scores(Problem const& problem, Eigen::VectorXd const& at);

} // namespace analysis
