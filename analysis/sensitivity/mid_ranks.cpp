#include "analysis/sensitivity/mid_ranks.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace analysis {

Eigen::VectorXd mid_ranks(Eigen::VectorXd const& values) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::sort(order.begin(), order.end(),
              [&](Eigen::Index a, Eigen::Index b) { return values[a] < values[b]; });
    Eigen::VectorXd ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && values[order[last]] == values[order[first]]) {
            ++last;
        }
        double const rank = 0.5 * static_cast<double>(first + 1 + last);
        for (; first < last; ++first) {
            ranks[order[first]] = rank;
        }
    }
    return ranks;
}

Eigen::MatrixXd mid_ranks_of_columns(Eigen::MatrixXd const& values) {
    Eigen::MatrixXd ranks(values.rows(), values.cols());
    for (Eigen::Index k = 0; k < values.cols(); ++k) {
        ranks.col(k) = mid_ranks(values.col(k));
    }
    return ranks;
}

} // namespace analysis
