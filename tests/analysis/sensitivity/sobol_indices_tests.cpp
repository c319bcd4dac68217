#include "analysis/sensitivity/sobol_indices.hpp"
#include "tests/analysis/sensitivity/test_functions.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace analysis;

namespace {

Resampling const few_draws{200, 1};

} // namespace

TEST_CASE("Sobol' indices of Ishigami's function are those of its closed form") {
    SaltelliPoints const design(2048, 3, SecondOrder::yes, 3);
    auto const indices = sobol_indices(
        design, Response::exact(tests::outputs_of(design, tests::Ishigami{})), few_draws);
    using I = tests::Ishigami;
    double const v = I::variance();
    CHECK(indices.variance.value == Approx(v).epsilon(0.02));
    CHECK(indices.first[0].value == Approx(I::first() / v).margin(0.02));
    CHECK(indices.first[1].value == Approx(I::second() / v).margin(0.02));
    CHECK(indices.first[2].value == Approx(0.0).margin(0.02));
    CHECK(indices.total[0].value == Approx((I::first() + I::first_and_third()) / v).margin(0.02));
    CHECK(indices.total[1].value == Approx(I::second() / v).margin(0.02));
    CHECK(indices.total[2].value == Approx(I::first_and_third() / v).margin(0.02));
    REQUIRE(indices.second.size() == 3);
    CHECK(indices.second[0].index.value == Approx(0.0).margin(0.03));
    REQUIRE(indices.second[1].second == 2);
    CHECK(indices.second[1].index.value == Approx(I::first_and_third() / v).margin(0.03));
    CHECK(indices.second[2].index.value == Approx(0.0).margin(0.03));
    CHECK(indices.blocks == 2048);
}

TEST_CASE(
    "Sobol' indices of the g-function lie in their intervals, with and without second order") {
    tests::SobolG const g{{0.0, 1.0, 4.5, 9.0, 99.0}};
    for (auto const order : {SecondOrder::no, SecondOrder::yes}) {
        SaltelliPoints const design(1024, 5, order, 8);
        auto const indices =
            sobol_indices(design, Response::exact(tests::outputs_of(design, g)), few_draws);
        for (auto const& pair : indices.second) {
            double const share = g.part(pair.first) * g.part(pair.second) / g.variance();
            CHECK(pair.index.value == Approx(share).margin(0.03));
        }
        for (std::size_t k = 0; k < 5; ++k) {
            CHECK(indices.first[k].low <= g.first(k));
            CHECK(g.first(k) <= indices.first[k].high);
            CHECK(indices.total[k].value == Approx(g.total(k)).margin(0.02));
        }
    }
}

TEST_CASE(
    "The noise of replicates is taken out of Sobol' indices, whatever points have in common") {
    tests::SobolG const g{{0.0, 1.0, 9.0}};
    SaltelliPoints const design(512, 3, SecondOrder::no, 5);
    auto const exact = tests::outputs_of(design, g);
    std::mt19937_64 engine(4);
    std::normal_distribution<double> normal(0.0, 1.0);
    constexpr int replicates = 4;
    Eigen::MatrixXd noisy = exact.replicate(1, replicates);
    for (Eigen::Index r = 0; r < replicates; ++r) {
        double const common = normal(engine);
        for (Eigen::Index i = 0; i < noisy.rows(); ++i) {
            noisy(i, r) += common + 0.8 * normal(engine);
        }
    }
    auto const with = sobol_indices(design, Response::exact(noisy.rowwise().mean()), few_draws);
    auto const without = sobol_indices(design, Response::of_common_luck(noisy), few_draws);
    // Of the mean of four, a variance of 0.16 is noise: a good part of that of g, 0.47.
    CHECK(with.variance.value > 1.2 * g.variance());
    CHECK(with.total[2].value > 0.2);
    CHECK(without.variance.value == Approx(g.variance()).epsilon(0.15));
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(without.total[k].value == Approx(g.total(k)).margin(0.1));
        CHECK(without.first[k].low <= g.first(k));
        CHECK(g.first(k) <= without.first[k].high);
    }
}

TEST_CASE("Parts of variance are right on average under luck of any kind, pairs' too") {
    tests::SobolG const g{{0.0, 1.0}};
    SaltelliPoints const design(128, 2, SecondOrder::yes, 5);
    auto const y = tests::outputs_of(design, g);
    auto const exact = sobol_indices(design, Response::exact(y), {20, 1});
    std::mt19937_64 engine(4);
    std::normal_distribution<double> normal(0.0, 1.0);
    auto const parts = [](SobolIndices const& indices) {
        double const v = indices.variance.value;
        return Eigen::Vector4d(v, v * indices.first[0].value, v * indices.total[1].value,
                               v * indices.second[0].index.value);
    };
    constexpr int times = 400;
    for (bool const common : {true, false}) {
        Eigen::Matrix4Xd found(4, times);
        for (int t = 0; t < times; ++t) {
            Eigen::MatrixXd noisy = y.replicate(1, 3);
            for (auto& value : noisy.reshaped()) {
                value += 0.5 * normal(engine);
            }
            for (auto replicate : noisy.colwise()) {
                replicate.array() += common ? normal(engine) : 0.0; // the same at all points
            }
            Eigen::VectorXd const mean = noisy.rowwise().mean();
            Eigen::VectorXd const variance =
                (noisy.colwise() - mean).rowwise().squaredNorm() / (2.0 * 3.0);
            found.col(t) = parts(sobol_indices(design,
                                               common ? Response::of_common_luck(noisy)
                                                      : Response::of_own_luck(mean, variance),
                                               {20, 1}));
        }
        Eigen::Vector4d const mean = found.rowwise().mean();
        Eigen::Vector4d const error =
            (found.colwise() - mean).rowwise().norm() / std::sqrt(times * (times - 1.0));
        for (Eigen::Index part = 0; part < 4; ++part) {
            // Five standard errors: false once in 200,000 studies of eight such checks.
            CHECK(std::abs(mean[part] - parts(exact)[part]) < 5.0 * error[part]);
        }
        CHECK(error[0] * 5.0 < 0.25 / 3.0); // the noise left in would be seen
    }
}

TEST_CASE(
    "Intervals of Sobol' indices hold nothing where there is nothing, about as often as they say") {
    SaltelliPoints const design(128, 2, SecondOrder::no, 2);
    std::mt19937_64 engine(9);
    std::normal_distribution<double> normal(0.0, 1.0);
    int held = 0;
    constexpr int times = 100;
    for (int t = 0; t < times; ++t) {
        auto y = tests::outputs_of(design, [](auto const& unit) { return 5.0 * unit[0]; });
        for (auto& value : y) {
            value += 0.5 * normal(engine);
        }
        auto const index = sobol_indices(design, Response::exact(y), few_draws).first[1];
        held += index.low <= 0.0 && 0.0 <= index.high ? 1 : 0;
    }
    CHECK(held >= 85);
    CHECK(held <= 100);
}

TEST_CASE("Luck that changes a factor's effect at all points is in the limits of Sobol' indices") {
    SaltelliPoints const design(256, 2, SecondOrder::no, 2);
    std::mt19937_64 engine(9);
    std::normal_distribution<double> normal(0.0, 1.0);
    auto const places = tests::matrix_of(design);
    int held = 0;
    constexpr int times = 100;
    for (int t = 0; t < times; ++t) {
        Eigen::MatrixXd runs(places.rows(), 4);
        for (auto replicate : runs.colwise()) {
            double const effect = 1.0 + 0.4 * normal(engine);
            replicate = effect * places.col(0) + places.col(1);
        }
        auto const index =
            sobol_indices(design, Response::of_common_luck(runs), few_draws).first[0];
        held += index.low <= 0.5 && 0.5 <= index.high ? 1 : 0;
    }
    CHECK(held >= 88);
}

TEST_CASE("A point without a value leaves its whole block out of Sobol' indices, and it is told") {
    SaltelliPoints const design(64, 3, SecondOrder::no, 3);
    auto y = tests::outputs_of(design, tests::Ishigami{});
    auto const rows = static_cast<Eigen::Index>(design.rows_a_block());
    y[2 * rows + 3] = undefined;
    auto const holed = sobol_indices(design, Response::exact(y), few_draws);
    CHECK(holed.blocks == 63);
    CHECK(holed.left_out == 1);
    y.segment(2 * rows, rows).setConstant(undefined);
    CHECK(sobol_indices(design, Response::exact(y), few_draws).total[1].value ==
          holed.total[1].value);
}

TEST_CASE("An output that does not vary has no Sobol' indices") {
    SaltelliPoints const design(32, 2, SecondOrder::no, 3);
    auto const indices =
        sobol_indices(design, Response::exact(Eigen::VectorXd::Constant(32 * 4, 0.3)), few_draws);
    CHECK(std::isnan(indices.first[0].value));
    CHECK(std::isnan(indices.total[1].value));
}
