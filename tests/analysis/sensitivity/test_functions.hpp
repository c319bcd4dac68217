#pragma once

#include "analysis/experiments/experiment.hpp"

#include <Eigen/Core>

#include <cmath>
#include <numbers>
#include <vector>

namespace tests {

/// f at the points of a design, shape (points). @param f  called with the unit coordinates
template <class F>
Eigen::VectorXd outputs_of(analysis::Experiment const& design, F const& f) {
    Eigen::VectorXd y(static_cast<Eigen::Index>(design.size()));
    std::vector<double> unit(design.factors());
    for (Eigen::Index i = 0; i < y.size(); ++i) {
        design.point(static_cast<std::uint64_t>(i), unit);
        y[i] = f(unit);
    }
    return y;
}

/// The points themselves, shape (points, factors).
inline Eigen::MatrixXd matrix_of(analysis::Experiment const& design) {
    Eigen::MatrixXd points(static_cast<Eigen::Index>(design.size()),
                           static_cast<Eigen::Index>(design.factors()));
    std::vector<double> unit(design.factors());
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
        design.point(static_cast<std::uint64_t>(i), unit);
        for (Eigen::Index k = 0; k < points.cols(); ++k) {
            points(i, k) = unit[static_cast<std::size_t>(k)];
        }
    }
    return points;
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each x uniform in -pi .. pi. Source: Ishigami & Homma
/// 1990.
struct Ishigami {
    static constexpr double a = 7.0;
    static constexpr double b = 0.1;

    double operator()(std::vector<double> const& unit) const {
        auto const x = [&](std::size_t k) { return std::numbers::pi * (2.0 * unit[k] - 1.0); };
        return std::sin(x(0)) + a * std::pow(std::sin(x(1)), 2) +
               b * std::pow(x(2), 4) * std::sin(x(0));
    }
    // Its parts of variance, in closed form.
    static double first() {
        return 0.5 * std::pow(1.0 + b * std::pow(std::numbers::pi, 4) / 5.0, 2);
    }
    static double second() { return a * a / 8.0; }
    static double first_and_third() {
        return b * b * std::pow(std::numbers::pi, 8) * (1.0 / 18.0 - 1.0 / 50.0);
    }
    static double variance() { return first() + second() + first_and_third(); }
};

/// Sobol's g: the product of (|4 u - 2| + a_k) / (1 + a_k); V_k = 1 / (3 (1 + a_k)^2).
struct SobolG {
    std::vector<double> a;

    double operator()(std::vector<double> const& unit) const {
        double product = 1.0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            product *= (std::abs(4.0 * unit[k] - 2.0) + a[k]) / (1.0 + a[k]);
        }
        return product;
    }
    [[nodiscard]] double part(std::size_t k) const {
        return 1.0 / (3.0 * (1.0 + a[k]) * (1.0 + a[k]));
    }
    [[nodiscard]] double variance() const {
        double product = 1.0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            product *= 1.0 + part(k);
        }
        return product - 1.0;
    }
    [[nodiscard]] double first(std::size_t k) const { return part(k) / variance(); }
    [[nodiscard]] double total(std::size_t k) const {
        return part(k) / (1.0 + part(k)) * (1.0 + variance()) / variance();
    }
};

} // namespace tests
