#pragma once

#include <Eigen/Core>

namespace analysis {

/// Ranks from 1, those that tie sharing their mean, as R's rank(). @param values  finite
[[nodiscard]] Eigen::VectorXd mid_ranks(Eigen::VectorXd const& values);

/// Column by column.
[[nodiscard]] Eigen::MatrixXd mid_ranks_of_columns(Eigen::MatrixXd const& values);

} // namespace analysis
