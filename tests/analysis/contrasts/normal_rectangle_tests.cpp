#include "analysis/contrasts/normal_rectangle.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using analysis::normal_rectangle;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double infinite = std::numeric_limits<double>::infinity();

double below(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// P(|Z_j| <= m for all j)
double symmetric(Eigen::MatrixXd const& correlation, double m) {
    Eigen::VectorXd const bound = Eigen::VectorXd::Constant(correlation.rows(), m);
    return normal_rectangle(correlation, -bound, bound);
}

/// P(Z_j <= 0 for all j)
double orthant(Eigen::MatrixXd const& correlation) {
    auto const size = correlation.rows();
    return normal_rectangle(correlation, Eigen::VectorXd::Constant(size, -infinite),
                            Eigen::VectorXd::Zero(size));
}

Eigen::MatrixXd equal_correlation(Eigen::Index size, double rho) {
    Eigen::MatrixXd correlation = Eigen::MatrixXd::Constant(size, size, rho);
    correlation.diagonal().setOnes();
    return correlation;
}

Approx close(double value) {
    return Approx(value).margin(1e-9).epsilon(0);
}

} // namespace

TEST_CASE("Independent normals have the product of their probabilities") {
    for (Eigen::Index size = 1; size <= 4; ++size) {
        for (double const m : {0.1, 1.0, 2.5, 5.0}) {
            double const one = below(m) - below(-m);
            CHECK(symmetric(Eigen::MatrixXd::Identity(size, size), m) ==
                  close(std::pow(one, static_cast<double>(size))));
        }
    }
}

TEST_CASE("Perfectly correlated normals are one") {
    for (double const m : {0.5, 1.96, 4.0}) {
        double const one = below(m) - below(-m);
        CHECK(symmetric(equal_correlation(4, 1), m) == close(one));
        Eigen::Matrix2d opposite;
        opposite << 1, -1, -1, 1;
        CHECK(symmetric(opposite, m) == close(one));
    }
}

TEST_CASE("Sheppard's orthant of two normals is 1/4 + asin(rho) / 2 pi") {
    for (double const rho : {-0.99, -0.5, 0.0, 0.3, 0.9, 0.999, 0.99999}) {
        CHECK(orthant(equal_correlation(2, rho)) == close(0.25 + std::asin(rho) / (2 * pi)));
    }
}

TEST_CASE("The orthant of three normals is 1/8 + the sum of asin / 4 pi") {
    Eigen::Matrix3d correlation;
    correlation << 1, 0.5, -0.3, 0.5, 1, 0.4, -0.3, 0.4, 1;
    CHECK(orthant(correlation) ==
          close(0.125 + (std::asin(0.5) + std::asin(-0.3) + std::asin(0.4)) / (4 * pi)));
}

TEST_CASE("The orthant of equally correlated normals is 1 / (size + 1) at rho 1/2") {
    for (Eigen::Index size = 1; size <= 4; ++size) {
        CHECK(orthant(equal_correlation(size, 0.5)) == close(1.0 / static_cast<double>(size + 1)));
    }
}

TEST_CASE("A normal that is a sum of two others adds no dimension") {
    double const half = std::numbers::sqrt2 / 2;
    Eigen::Matrix3d correlation; // X, Y, (X + Y) / sqrt 2
    correlation << 1, 0, half, 0, 1, half, half, half, 1;
    // P(X <= 0, Y <= 0) leaves nothing to the sum.
    CHECK(orthant(correlation) == close(0.25));
}

TEST_CASE("The numbering of the normals makes no difference") {
    Eigen::Matrix3d one;
    one << 1, 0.9, 0.1, 0.9, 1, 0.4, 0.1, 0.4, 1;
    Eigen::Matrix3d other;
    other << 1, 0.4, 0.1, 0.4, 1, 0.9, 0.1, 0.9, 1;
    CHECK(symmetric(one, 1.7) == close(symmetric(other, 1.7)));
}
