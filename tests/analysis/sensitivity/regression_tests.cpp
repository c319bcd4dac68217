#include "analysis/sensitivity/linear_fit.hpp"
#include "analysis/sensitivity/mid_ranks.hpp"
#include "analysis/sensitivity/partial_rank_correlation.hpp"
#include "analysis/sensitivity/resampling.hpp"
#include "analysis/sensitivity/standardised_regression.hpp"
#include "analysis/sensitivity/tornado.hpp"
#include "tests/analysis/sensitivity/test_functions.hpp"

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include <random>

using namespace analysis;

namespace {

/// What the other columns and a constant do not explain of y, by the normal equations.
Eigen::VectorXd residuals(Eigen::MatrixXd const& others, Eigen::VectorXd const& y) {
    Eigen::MatrixXd x(others.rows(), others.cols() + 1);
    x << Eigen::VectorXd::Ones(others.rows()), others;
    return y - x * (x.transpose() * x).ldlt().solve(x.transpose() * y);
}

double correlation(Eigen::VectorXd const& a, Eigen::VectorXd const& b) {
    Eigen::VectorXd const x = a.array() - a.mean();
    Eigen::VectorXd const y = b.array() - b.mean();
    return x.dot(y) / (x.norm() * y.norm());
}

struct Sample {
    Eigen::MatrixXd factors;
    Eigen::VectorXd output;
};

/// exp(3 u0) - 2 u1 and noise; u2 does nothing.
Sample monotone(int n) {
    std::mt19937_64 engine(6);
    std::normal_distribution<double> normal(0.0, 0.5);
    LatinHypercube const design(static_cast<std::uint64_t>(n), 3, 4);
    Sample sample{tests::matrix_of(design), tests::outputs_of(design, [](auto const& u) {
                      return std::exp(3.0 * u[0]) - 2.0 * u[1];
                  })};
    for (auto& value : sample.output) {
        value += normal(engine);
    }
    return sample;
}

} // namespace

TEST_CASE("Ranks that tie share their mean") {
    Eigen::VectorXd values(5);
    values << 3.0, 1.0, 3.0, 9.0, 3.0;
    Eigen::VectorXd expected(5);
    expected << 3.0, 1.0, 3.0, 5.0, 3.0;
    CHECK(mid_ranks(values) == expected);
}

TEST_CASE("A partial rank correlation is that of what the other ranks leave") {
    auto const sample = monotone(60);
    auto const found = partial_rank_correlations(sample.factors, sample.output);
    auto const ranks = mid_ranks_of_columns(sample.factors);
    Eigen::VectorXd const y = mid_ranks(sample.output);
    for (Eigen::Index k = 0; k < 3; ++k) {
        Eigen::MatrixXd others(60, 2);
        others << ranks.col((k + 1) % 3), ranks.col((k + 2) % 3);
        double const r = correlation(residuals(others, ranks.col(k)), residuals(others, y));
        auto const& estimate = found.factors[static_cast<std::size_t>(k)];
        CHECK(estimate.value == Approx(r));
        // Fisher's z with n - k - 2 = 55.
        CHECK(std::atanh(estimate.high) - std::atanh(estimate.value) ==
              Approx(1.959964 / std::sqrt(55.0)));
    }
    CHECK(found.p[0] < 1e-6);
    CHECK(found.p[2] > 0.01);
}

TEST_CASE("A rank correlation does not change when an output is stretched") {
    auto const sample = monotone(60);
    auto const plain = partial_rank_correlations(sample.factors, sample.output);
    auto const stretched =
        partial_rank_correlations(sample.factors, sample.output.array().exp().matrix());
    CHECK(plain.factors[1].value == stretched.factors[1].value);
}

TEST_CASE("Standardised coefficients are slopes in standard deviations") {
    LatinHypercube const design(80, 2, 4);
    auto const x = tests::matrix_of(design);
    auto const y =
        tests::outputs_of(design, [](auto const& u) { return 5.0 + 3.0 * u[0] - 4.0 * u[1]; });
    auto const found = standardised_regression(x, y, RegressionOf::values);
    auto const sd = [](Eigen::VectorXd const& v) {
        return std::sqrt((v.array() - v.mean()).square().sum());
    };
    CHECK(found.r_squared == Approx(1.0));
    CHECK(found.coefficients[0].value == Approx(3.0 * sd(x.col(0)) / sd(y)));
    CHECK(found.coefficients[1].value == Approx(-4.0 * sd(x.col(1)) / sd(y)));
}

TEST_CASE(
    "With one factor the standardised coefficient is the correlation, with Student's limits") {
    Eigen::MatrixXd x(5, 1);
    x << 1.0, 2.0, 3.0, 4.0, 5.0;
    Eigen::VectorXd y(5);
    y << 2.0, 1.0, 4.0, 3.0, 5.0;
    auto const found = standardised_regression(x, y, RegressionOf::values);
    double const error = std::sqrt((1.0 - 0.64) / 3.0); // r = 8 / 10
    CHECK(found.r_squared == Approx(0.64));
    CHECK(found.coefficients[0].value == Approx(0.8));
    CHECK(found.coefficients[0].standard_error == Approx(error));
    CHECK(found.coefficients[0].low == Approx(0.8 - 3.182446 * error)); // t, 3 degrees of freedom
    CHECK(found.p[0] == Approx(0.104088).epsilon(1e-4));
}

TEST_CASE("Points without a value are left out of a regression, and counted") {
    auto sample = monotone(60);
    auto holed = sample;
    holed.output[7] = undefined;
    auto const found = standardised_regression(holed.factors, holed.output, RegressionOf::ranks);
    CHECK(found.points == 59);
    CHECK(found.left_out == 1);
    CHECK(std::isfinite(found.coefficients[0].value));
}

TEST_CASE("Collinear factors, or too few points, have no regression") {
    Eigen::MatrixXd x(5, 2);
    x << 1, 2, 2, 4, 3, 6, 4, 8, 5, 10;
    Eigen::VectorXd y(5);
    y << 1, 2, 2, 4, 5;
    CHECK(std::isnan(linear_fit(x, y).coefficients[1]));
    CHECK(std::isnan(linear_fit(x.topRows(2), y.head(2)).coefficients[0]));
}

TEST_CASE("A factor that does not vary has no slope, not one of its rounding") {
    auto const sample = monotone(45);
    Eigen::MatrixXd constant = sample.factors;
    constant.col(2).setConstant(0.1); // whose mean over 45 is not 0.1
    CHECK(std::isnan(linear_fit(constant, sample.output).coefficients[3]));
}

TEST_CASE("A linear fit and its errors are those of the normal equations, far from 0 too") {
    auto const sample = monotone(40);
    Eigen::MatrixXd const far = sample.factors.array() + 1e6;
    auto const fit = linear_fit(far, sample.output);
    Eigen::MatrixXd x(40, 4);
    x << Eigen::VectorXd::Ones(40), sample.factors;
    Eigen::MatrixXd const inverse = (x.transpose() * x).inverse();
    Eigen::VectorXd const b = inverse * (x.transpose() * sample.output);
    double const s2 = (sample.output - x * b).squaredNorm() / 36.0;
    CHECK(fit.degrees_of_freedom == 36.0);
    CHECK(fit.residual_variance == Approx(s2).epsilon(1e-6));
    for (Eigen::Index k = 1; k < 4; ++k) {
        CHECK(fit.coefficients[k] == Approx(b[k]).epsilon(1e-5));
        CHECK(fit.covariance(k, k) == Approx(s2 * inverse(k, k)).epsilon(1e-5));
    }
}

TEST_CASE("The bars of a tornado are what a linear model gives at the ends, the longest first") {
    LatinHypercube const design(200, 2, 4);
    auto const x = tests::matrix_of(design);
    auto const y =
        tests::outputs_of(design, [](auto const& u) { return 1.0 + 2.0 * u[0] - 6.0 * u[1]; });
    auto const tornado = tornado_of_regression(x, y, 0.1);
    REQUIRE(tornado.bars.size() == 2);
    CHECK(tornado.bars[0].factor == 1);
    CHECK(tornado.bars[0].at_low == Approx(0.1).margin(0.01));
    CHECK(tornado.bars[0].swing.value ==
          Approx(-6.0 * (tornado.bars[0].at_high - tornado.bars[0].at_low)));
    CHECK(tornado.bars[1].low.value ==
          Approx(1.0 + 2.0 * tornado.bars[1].at_low - 6.0 * x.col(1).mean()));
}

TEST_CASE("The limits of a tornado's bars are those of the regression") {
    Eigen::MatrixXd x(10, 1);
    Eigen::VectorXd y(10);
    x.col(0) << 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0;
    y << 1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 8.0, 7.0, 10.0, 14.0;
    auto const bar = tornado_of_regression(x, y, 0.2).bars[0];
    Eigen::VectorXd const dx = x.col(0).array() - 5.5;
    double const slope = dx.dot(y) / 82.5;
    double const s2 = (y.array() - y.mean() - slope * dx.array()).square().sum() / 8.0;
    CHECK(bar.at_low == Approx(2.8));
    CHECK(bar.low.value == Approx(6.0 - 2.7 * slope));
    CHECK(bar.low.standard_error == Approx(std::sqrt(s2 * (0.1 + 2.7 * 2.7 / 82.5))));
    CHECK(bar.swing.standard_error == Approx(5.4 * std::sqrt(s2 / 82.5)));
}

TEST_CASE("Percentile limits lie between the order statistics, and are none where one is unknown") {
    Eigen::VectorXd drawn(5);
    drawn << 3.0, 1.0, 5.0, 2.0, 4.0;
    auto const found = percentile_interval(2.5, drawn, Level{0.8});
    CHECK(found.value == 2.5);
    CHECK(found.low == Approx(1.4)); // at place 0.1 of 0 .. 4
    CHECK(found.high == Approx(4.6));
    CHECK(found.standard_error == Approx(std::sqrt(2.5)));
    drawn[1] = undefined;
    CHECK(std::isnan(percentile_interval(2.5, drawn, Level{0.8}).low));
}

TEST_CASE("A resample draws as many as there are, the same again from the same seed") {
    auto const counts = drawn_counts(101, 7, 3);
    CHECK(counts.sum() == 101.0);
    CHECK(counts == drawn_counts(101, 7, 3));
    CHECK(counts != drawn_counts(101, 7, 4));
    Eigen::MatrixXd const ones = Eigen::MatrixXd::Ones(101, 1);
    CHECK(resampled_sums(ones, {130, 7}).isApproxToConstant(101.0));
    CHECK(resampled_sums(counts, {130, 7})(3, 0) == counts.dot(counts));
}
