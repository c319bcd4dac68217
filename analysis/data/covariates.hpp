#pragma once

#include <Eigen/Core>

#include <string>
#include <vector>

namespace analysis {

/// What a regression takes its hazards or times to depend on.
struct Covariates {
    Eigen::MatrixXd values;         ///< shape (rows, covariates), finite
    std::vector<std::string> names; ///< shape (covariates)
};

} // namespace analysis
