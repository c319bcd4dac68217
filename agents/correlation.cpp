#include "agents/cohort.hpp"

#include <Eigen/Eigenvalues>

#include <cstddef>
#include <limits>
#include <vector>

namespace agents {

namespace {

Eigen::MatrixXd matrix_of(Cohort const& cohort) {
    auto const n = static_cast<Eigen::Index>(cohort.traits.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
    for (auto const& [first, second, r] : cohort.correlations) {
        auto const i = static_cast<Eigen::Index>(first);
        auto const j = static_cast<Eigen::Index>(second);
        matrix(i, j) = r;
        matrix(j, i) = r;
    }
    return matrix;
}

double smallest_eigenvalue(Eigen::MatrixXd const& matrix) {
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix, Eigen::EigenvaluesOnly)
        .eigenvalues()
        .minCoeff();
}

/// Nearer to singular than this, the Cholesky factor would be noise.
constexpr double least_eigenvalue = 1e-8;

void drop(Eigen::MatrixXd& matrix, Correlation const& pair) {
    auto const i = static_cast<Eigen::Index>(pair.first);
    auto const j = static_cast<Eigen::Index>(pair.second);
    matrix(i, j) = 0.0;
    matrix(j, i) = 0.0;
}

/// The correlation whose absence raises the smallest eigenvalue most.
std::size_t worst_of(Eigen::MatrixXd const& matrix, std::vector<Correlation> const& correlations) {
    std::size_t worst = 0;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t n = 0; n < correlations.size(); ++n) {
        Eigen::MatrixXd without = matrix;
        drop(without, correlations[n]);
        if (double const smallest = smallest_eigenvalue(without); smallest > best) {
            best = smallest;
            worst = n;
        }
    }
    return worst;
}

} // namespace

std::vector<OffendingPair> offending_pairs(Cohort const& cohort) {
    Eigen::MatrixXd matrix = matrix_of(cohort);
    auto left = cohort.correlations;
    std::vector<OffendingPair> pairs;
    while (!left.empty()) {
        double const smallest = smallest_eigenvalue(matrix);
        if (smallest >= least_eigenvalue) {
            break;
        }
        auto const worst = worst_of(matrix, left);
        pairs.push_back({left[worst].first, left[worst].second, smallest});
        drop(matrix, left[worst]);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(worst));
    }
    return pairs;
}

} // namespace agents
