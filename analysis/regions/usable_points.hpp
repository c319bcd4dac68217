#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// The points of a study whose outcome and factors are all known.
struct UsablePoints {
    Eigen::MatrixXd factors;     ///< shape (points, factors)
    std::vector<double> outcome; ///< shape (points)
    std::size_t missing = 0;     ///< points left out

    [[nodiscard]] std::size_t size() const noexcept { return outcome.size(); }
    [[nodiscard]] double value(std::size_t row, std::size_t factor) const {
        return factors(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(factor));
    }
};

/// @param factors  shape (points, factors) @param outcome  shape (points)
[[nodiscard]] UsablePoints usable_points(Eigen::Ref<Eigen::MatrixXd const> const& factors,
                                         std::span<double const> outcome);

/// Whether each outcome is 0 or 1.
[[nodiscard]] bool all_yes_or_no(UsablePoints const& points);

} // namespace analysis
