#include "analysis/cox/sum_by.hpp"

#include <algorithm>

namespace analysis {

Eigen::MatrixXd sum_by(std::vector<int> const& cluster, std::span<std::uint32_t const> row,
                       Eigen::MatrixXd const& values) {
    auto numbers = cluster;
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    Eigen::MatrixXd sums =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(numbers.size()), values.cols());
    for (std::size_t place = 0; place < row.size(); ++place) {
        auto const at = std::lower_bound(numbers.begin(), numbers.end(), cluster[row[place]]);
        sums.row(at - numbers.begin()) += values.row(static_cast<Eigen::Index>(place));
    }
    return sums;
}

} // namespace analysis
