#pragma once

#include <Eigen/Core>

namespace analysis {

/// The value of an orthonormal Legendre polynomial on 0 .. 1.
[[nodiscard]] double legendre(int degree, double unit);

/// The polynomials of one factor at the points of a study, orthonormal for what the factor is: for
/// a uniform one Legendre's; for one of L levels, taken as equally likely, the discrete ones up to
/// degree L - 1. Over levels Legendre's would not do: those of a degree from L on are constant
/// there, or repeat lower ones, so that a product with them is a main effect in disguise.
class FactorPolynomials {
public:
    /// @param unit  0 .. 1, shape (points); levels where at most 15 values stand for all points, on
    /// average twice or more often
    explicit FactorPolynomials(Eigen::VectorXd unit);

    /// The highest degree there is; 0 for a factor that does not vary.
    [[nodiscard]] int highest() const noexcept { return highest_; }
    /// Shape (points). @param degree  1 .. highest()
    [[nodiscard]] Eigen::VectorXd of_degree(int degree) const;

    static constexpr int most_degree = 15;

private:
    Eigen::VectorXd unit_;
    Eigen::VectorXd levels_;    ///< ascending; empty: uniform
    Eigen::MatrixXd at_levels_; ///< shape (levels, degrees from 0)
    int highest_ = most_degree;
};

} // namespace analysis
