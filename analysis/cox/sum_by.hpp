#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// Sums of values within each cluster, in ascending order of the clusters' numbers.
/// @param cluster  shape (rows of a table), any numbers
/// @param row      shape (places), the row of each place
/// @param values   shape (places, k). @return shape (clusters, k)
[[nodiscard]] Eigen::MatrixXd sum_by(std::vector<int> const& cluster,
                                     std::span<std::uint32_t const> row,
                                     Eigen::MatrixXd const& values);

} // namespace analysis
