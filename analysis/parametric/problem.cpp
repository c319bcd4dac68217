#include "analysis/parametric/problem.hpp"

#include <cmath>

namespace analysis {

namespace {

/// x' = (x - mean) / deviation, so that a slope is divided and the intercept pays for the mean.
void undo(StandardisedDesign const& design, std::size_t intercept, Eigen::MatrixXd& matrix) {
    auto const first = static_cast<Eigen::Index>(intercept);
    for (Eigen::Index j = 0; j < design.values.cols(); ++j) {
        matrix(first + 1 + j, first + 1 + j) = 1 / design.deviation[j];
        matrix(first, first + 1 + j) = -design.mean[j] / design.deviation[j];
    }
}

} // namespace

LinearMap to_original(Problem const& problem) {
    auto const size = static_cast<Eigen::Index>(problem.parameters());
    LinearMap map{Eigen::MatrixXd::Identity(size, size), Eigen::VectorXd::Zero(size)};
    undo(problem.location, 0, map.matrix);
    if (problem.model.cure == Cure::mixture) {
        undo(problem.cure, problem.cure_intercept(), map.matrix);
    }
    if (problem.model.family == Family::gompertz) {
        map.shift[0] = -std::log(problem.time_scale);
        auto const shape = static_cast<Eigen::Index>(problem.first_ancillary());
        map.matrix(shape, shape) = 1 / problem.time_scale;
    } else if (is_continuous(problem.model.family)) {
        map.shift[0] = std::log(problem.time_scale);
    }
    return map;
}

} // namespace analysis
