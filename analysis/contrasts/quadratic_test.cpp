#include "analysis/contrasts/quadratic_test.hpp"

#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>

namespace analysis {

QuadraticTest quadratic_test(Eigen::VectorXd const& score, Eigen::MatrixXd const& covariance) {
    HOLDFAST_EXPECT(covariance.rows() == score.size() && covariance.cols() == score.size());
    // On the scale of correlations the rank does not depend on how large the groups are.
    Eigen::VectorXd const scale =
        covariance.diagonal().unaryExpr([](double v) { return v > 0 ? 1 / std::sqrt(v) : 0; });
    Eigen::MatrixXd const correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
    if (!correlation.allFinite() || scale.isZero(0)) {
        return {};
    }
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const solver(correlation);
    Eigen::VectorXd const along = solver.eigenvectors().transpose() * scale.cwiseProduct(score);

    constexpr double no_variance = 1e-10; // of the largest, which is at least 1
    QuadraticTest test{.chi_squared = 0};
    for (Eigen::Index i = 0; i < along.size(); ++i) {
        double const variance = solver.eigenvalues()[i];
        if (variance > no_variance) {
            test.chi_squared += along[i] * along[i] / variance;
            ++test.degrees_of_freedom;
        }
    }
    test.p = chi_squared_p_value(test.chi_squared, test.degrees_of_freedom);
    return test;
}

} // namespace analysis
