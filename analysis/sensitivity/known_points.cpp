#include "analysis/sensitivity/known_points.hpp"

#include "core/contract.hpp"

#include <cmath>

namespace analysis {

KnownPoints known_points(Eigen::MatrixXd const& factors, Eigen::VectorXd const& output) {
    HOLDFAST_EXPECT(factors.rows() == output.size() && factors.allFinite());
    Eigen::Index const known = output.array().isFinite().count();
    KnownPoints points;
    points.factors.resize(known, factors.cols());
    points.output.resize(known);
    points.left_out = static_cast<std::size_t>(output.size() - known);
    Eigen::Index next = 0;
    for (Eigen::Index i = 0; i < output.size(); ++i) {
        if (std::isfinite(output[i])) {
            points.factors.row(next) = factors.row(i);
            points.output[next++] = output[i];
        }
    }
    return points;
}

} // namespace analysis
