#pragma once

#include "tests/analysis/simulate.hpp"

#include <Eigen/Core>

#include <vector>

namespace tests {

/// Points of a study whose outcome is known by rule.
struct Planted {
    Eigen::MatrixXd factors; ///< shape (points, factors), (0,1)
    std::vector<double> outcome;
};

/// Uniform points. @param rule  callable (row of factors, Luck) -> outcome
template <typename Rule>
[[nodiscard]] Planted planted(std::uint64_t seed, Eigen::Index points, Eigen::Index factors,
                              Rule&& rule) {
    Luck luck(seed);
    Planted study{.factors = Eigen::MatrixXd(points, factors), .outcome = {}};
    for (Eigen::Index row = 0; row < points; ++row) {
        for (Eigen::Index factor = 0; factor < factors; ++factor) {
            study.factors(row, factor) = luck.uniform();
        }
        study.outcome.push_back(rule(study.factors.row(row), luck));
    }
    return study;
}

} // namespace tests
