#include "analysis/regions/usable_points.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

UsablePoints usable_points(Eigen::Ref<Eigen::MatrixXd const> const& factors,
                           std::span<double const> outcome) {
    HOLDFAST_EXPECT(static_cast<std::size_t>(factors.rows()) == outcome.size());
    std::vector<Eigen::Index> rows;
    for (Eigen::Index row = 0; row < factors.rows(); ++row) {
        if (std::isfinite(outcome[static_cast<std::size_t>(row)]) &&
            factors.row(row).array().isFinite().all()) {
            rows.push_back(row);
        }
    }
    UsablePoints usable{.factors = factors(rows, Eigen::all),
                        .outcome = {},
                        .missing = outcome.size() - rows.size()};
    usable.outcome.reserve(rows.size());
    for (Eigen::Index const row : rows) {
        usable.outcome.push_back(outcome[static_cast<std::size_t>(row)]);
    }
    return usable;
}

bool all_yes_or_no(UsablePoints const& points) {
    return std::all_of(points.outcome.begin(), points.outcome.end(),
                       [](double y) { return y == 0.0 || y == 1.0; });
}

} // namespace analysis
