#include "analysis/sensitivity/morris_effects.hpp"
#include "analysis/sensitivity/two_level_effects.hpp"
#include "tests/analysis/sensitivity/test_functions.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numbers>
#include <random>

using namespace analysis;

namespace {

Resampling const few_resamples{200, 1};

TwoLevelEffect const& effect_of(TwoLevelEffects const& effects, std::size_t a, std::size_t b) {
    auto const found =
        std::find_if(effects.effects.begin(), effects.effects.end(), [&](auto const& effect) {
            return effect.term == EffectTerm{a, b};
        });
    REQUIRE(found != effects.effects.end());
    return *found;
}

} // namespace

TEST_CASE("Elementary effects of a linear model are its slopes, without spread") {
    MorrisPoints const design(6, 4, 3, 2);
    auto const y = tests::outputs_of(
        design, [](auto const& u) { return 2.0 * u[0] - 3.0 * u[1] + 0.0 * u[2]; });
    auto const effects =
        morris_effects(design, tests::matrix_of(design), Response::exact(y), few_resamples);
    CHECK(effects.trajectories == 6);
    CHECK(effects.factors[0].mean.value == Approx(2.0));
    CHECK(effects.factors[1].mean.value == Approx(-3.0));
    CHECK(effects.factors[1].mean_absolute.value == Approx(3.0));
    CHECK(effects.factors[1].spread.value == Approx(0.0).margin(1e-7));
    CHECK(effects.factors[2].mean_absolute.value == Approx(0.0).margin(1e-12));
}

TEST_CASE("An interaction shows as spread of the effects of both its factors, not of others") {
    MorrisPoints const design(400, 4, 3, 2);
    auto const y =
        tests::outputs_of(design, [](auto const& u) { return 4.0 * u[0] * u[1] + u[2]; });
    auto const effects =
        morris_effects(design, tests::matrix_of(design), Response::exact(y), few_resamples);
    // The effect of one is 4 u of the other, which is uniform on 0, 1/3, 2/3, 1.
    double const mean = 2.0;
    double const spread = 4.0 * std::sqrt(5.0 / 36.0);
    for (std::size_t k = 0; k < 2; ++k) {
        CHECK(effects.factors[k].mean.value == Approx(mean).epsilon(0.1));
        CHECK(effects.factors[k].spread.value == Approx(spread).epsilon(0.1));
        CHECK(effects.factors[k].spread.low <= spread);
        CHECK(spread <= effects.factors[k].spread.high);
    }
    CHECK(effects.factors[2].spread.value == Approx(0.0).margin(1e-6));
}

TEST_CASE("Noise alone gives the mu* that is told as its floor, and no spread") {
    MorrisPoints const design(200, 4, 1, 2);
    std::mt19937_64 engine(3);
    std::normal_distribution<double> normal(0.0, 1.0);
    Eigen::MatrixXd noise(static_cast<Eigen::Index>(design.size()), 5);
    for (auto& value : noise.reshaped()) {
        value = normal(engine);
    }
    auto const effect = morris_effects(design, tests::matrix_of(design),
                                       Response::of_common_luck(noise), few_resamples)
                            .factors[0];
    CHECK(effect.mean_absolute.value == Approx(effect.noise_floor).epsilon(0.15));
    CHECK(effect.mean.low <= 0.0);
    CHECK(0.0 <= effect.mean.high);
    double const uncorrected = std::sqrt(2.0 / 5.0) / design.delta();
    CHECK(effect.spread.value < 0.4 * uncorrected);
}

TEST_CASE("With luck of their own the noise of two points adds up in the floor of mu*") {
    MorrisPoints const design(6, 4, 2, 2);
    auto const y = tests::outputs_of(design, [](auto const& u) { return u[0]; });
    auto const effects = morris_effects(
        design, tests::matrix_of(design),
        Response::of_own_luck(y, Eigen::VectorXd::Constant(y.size(), 0.09)), few_resamples);
    double const floor = std::sqrt(2.0 / std::numbers::pi * 2.0 * 0.09) / design.delta();
    CHECK(effects.factors[0].noise_floor == Approx(floor));
    CHECK(effects.factors[1].noise_floor == Approx(floor));
}

TEST_CASE("The effect of a factor of levels is that of going from end to end") {
    MorrisPoints const design(40, 4, 2, 2);
    // The second one knows only whether it is in the upper half of its places.
    auto places = tests::matrix_of(design);
    places.col(1) = (places.col(1).array() >= 0.5).cast<double>();
    Eigen::VectorXd const y = 3.0 * places.col(0) + 2.0 * places.col(1);
    auto const effects = morris_effects(design, places, Response::exact(y), few_resamples);
    CHECK(effects.factors[0].mean_absolute.value == Approx(3.0));
    CHECK(effects.factors[1].mean_absolute.value == Approx(2.0));
    CHECK(effects.factors[1].spread.value == Approx(0.0).margin(1e-7));
    places.col(1).setZero(); // a single level, which nothing moves
    CHECK(morris_effects(design, places, Response::exact(y), few_resamples).factors[1].mean.value ==
          0.0);
    CHECK(std::isnan(effects.factors[0].noise_floor));
}

TEST_CASE("Luck that all trajectories share is not in the spread of effects, but in their limits") {
    MorrisPoints const design(20, 4, 1, 2);
    auto const places = tests::matrix_of(design);
    std::mt19937_64 engine(3);
    std::normal_distribution<double> normal(0.0, 1.0);
    for (double const common : {0.0, 0.5, 0.9}) {
        constexpr int times = 200;
        double variance = 0.0;
        int held = 0;
        for (int t = 0; t < times; ++t) {
            // Effects 1 with a standard deviation of 0.5, of which luck adds to all alike and to
            // each.
            Eigen::MatrixXd runs = Eigen::MatrixXd::Zero(places.rows(), 4);
            Eigen::Vector4d shared;
            std::generate(shared.begin(), shared.end(), [&] { return normal(engine); });
            for (Eigen::Index i = 1; i < places.rows(); i += 2) {
                double const step = places(i, 0) - places(i - 1, 0);
                double const own = 1.0 + 0.5 * normal(engine);
                for (Eigen::Index r = 0; r < runs.cols(); ++r) {
                    runs(i, r) = step * (own + std::sqrt(common) * shared[r] +
                                         std::sqrt(1.0 - common) * normal(engine));
                }
            }
            auto const effect =
                morris_effects(design, places, Response::of_common_luck(runs), few_resamples)
                    .factors[0];
            variance += effect.spread.value * effect.spread.value / times;
            held += effect.mean.low <= 1.0 && 1.0 <= effect.mean.high ? 1 : 0;
        }
        CHECK(variance == Approx(0.25).margin(0.04)); // cut off at 0 it is a little too large
        CHECK(held >= 0.9 * times);
    }
}

TEST_CASE("A point without a value leaves its trajectory out") {
    MorrisPoints const design(6, 4, 3, 2);
    auto y = tests::outputs_of(design, [](auto const& u) { return u[0]; });
    y[5] = undefined;
    auto const effects =
        morris_effects(design, tests::matrix_of(design), Response::exact(y), few_resamples);
    CHECK(effects.trajectories == 5);
    CHECK(effects.left_out == 1);
    CHECK(effects.factors[0].mean.value == Approx(1.0));
}

TEST_CASE("Effects of a full two-level design are differences of means") {
    auto const design = FractionalFactorial::full(3);
    auto const f = [](auto const& u) { return 10.0 + 4.0 * u[0] - u[1] + 6.0 * u[0] * u[2]; };
    auto const effects =
        two_level_effects(tests::matrix_of(design), Response::exact(tests::outputs_of(design, f)));
    CHECK(effects.mean == Approx(10.0 + 2.0 - 0.5 + 1.5));
    CHECK(effect_of(effects, 0, 0).effect.value == Approx(4.0 + 3.0));
    CHECK(effect_of(effects, 1, 1).effect.value == Approx(-1.0));
    CHECK(effect_of(effects, 2, 2).effect.value == Approx(3.0));
    // 6 u0 u2 = 6 (1 + s0)(1 + s2) / 4: the product of signs has the effect 2 x 6 / 4.
    CHECK(effect_of(effects, 0, 2).effect.value == Approx(3.0));
    CHECK(effect_of(effects, 1, 2).effect.value == Approx(0.0).margin(1e-12));
    CHECK(effect_of(effects, 0, 0).same_as.empty());
}

TEST_CASE("Half of a design tells which interactions it cannot tell apart, and adds them up") {
    FractionalFactorial const design(4, 8); // resolution IV: pairs stand for pairs
    auto const f = [](auto const& u) { return 8.0 * u[0] * u[1] + 3.0 * u[3]; };
    auto const effects =
        two_level_effects(tests::matrix_of(design), Response::exact(tests::outputs_of(design, f)));
    auto const& pair = effect_of(effects, 0, 1);
    REQUIRE(pair.same_as.size() == 1);
    CHECK(pair.same_as[0].term == EffectTerm{2, 3});
    CHECK(std::abs(pair.same_as[0].share) == Approx(1.0));
    auto const other = two_level_effects(
        tests::matrix_of(design), Response::exact(tests::outputs_of(design, [](auto const& u) {
            return 8.0 * (u[2] - 0.5) * (u[3] - 0.5);
        })));
    CHECK(effect_of(other, 0, 1).effect.value == Approx(4.0 * pair.same_as[0].share));
    CHECK(pair.effect.value == Approx(4.0));
    CHECK(effect_of(effects, 3, 3).effect.value == Approx(3.0));
    CHECK(effect_of(effects, 2, 2).same_as.empty());
}

TEST_CASE("Replicates give an effect Student's interval over them") {
    auto const design = FractionalFactorial::full(2);
    Eigen::MatrixXd runs(4, 3); // effect of the first factor in each replicate: 1, 2, 6
    runs.col(0) << 0.0, 1.0, 0.0, 1.0;
    runs.col(1) << 5.0, 7.0, 5.0, 7.0;
    runs.col(2) << 1.0, 7.0, 1.0, 7.0;
    auto const effects =
        two_level_effects(tests::matrix_of(design), Response::of_common_luck(runs));
    auto const& effect = effect_of(effects, 0, 0).effect;
    double const error = std::sqrt((4.0 + 1.0 + 9.0) / 2.0 / 3.0);
    CHECK(effect.value == Approx(3.0));
    CHECK(effect.standard_error == Approx(error));
    CHECK(effect.high == Approx(3.0 + 4.302653 * error)); // t, 2 degrees of freedom
    CHECK(effects.error == EffectError::replicates);
}

TEST_CASE("With luck of their own the variances of all runs add up in the error of an effect") {
    auto const design = FractionalFactorial::full(2);
    Eigen::VectorXd y(4);
    y << 0.0, 3.0, 0.0, 3.0;
    Eigen::VectorXd variances(4);
    variances << 1.0, 2.0, 3.0, 3.0;
    auto const effects =
        two_level_effects(tests::matrix_of(design), Response::of_own_luck(y, variances));
    auto const& effect = effect_of(effects, 0, 0);
    CHECK(effect.effect.value == Approx(3.0));
    CHECK(effect.effect.standard_error == Approx(1.5)); // 2 / 4 sqrt 9
    CHECK(effect.effect.low == Approx(3.0 - 1.959964 * 1.5));
    CHECK(effect.p == Approx(std::erfc(2.0 / std::numbers::sqrt2)));
}

TEST_CASE("A main effect of Plackett and Burman's 12 runs holds a third of pairs of others") {
    PlackettBurman const design(11);
    auto const points = tests::matrix_of(design);
    REQUIRE(points.rows() == 12);
    auto const y =
        tests::outputs_of(design, [](auto const& u) { return 8.0 * (u[1] - 0.5) * (u[2] - 0.5); });
    auto const effects = two_level_effects(points, Response::exact(y));
    auto const& effect = effect_of(effects, 0, 0);
    CHECK(effect.same_as.empty());
    CHECK(effect.partly_aliased == Approx(1.0 / 3.0));
    CHECK(effect.partly.size() == 45); // the pairs of the ten others
    auto const alias = std::find_if(effect.partly.begin(), effect.partly.end(), [](auto const& a) {
        return a.term == EffectTerm{1, 2};
    });
    REQUIRE(alias != effect.partly.end());
    CHECK(effect.effect.value == Approx(4.0 * alias->share));
}

TEST_CASE("Without replicates errors are Lenth's, of the small contrasts") {
    auto const design = FractionalFactorial::full(3);
    // Contrasts: one of 20, six of +-1 or +-2.
    auto const f = [](auto const& u) {
        auto const s = [&](std::size_t k) { return 2.0 * u[k] - 1.0; };
        return 0.5 *
               (20.0 * s(0) + s(1) - 2.0 * s(2) + s(0) * s(1) + 2.0 * s(0) * s(2) - s(1) * s(2));
    };
    auto const effects =
        two_level_effects(tests::matrix_of(design), Response::exact(tests::outputs_of(design, f)));
    CHECK(effects.error == EffectError::lenth);
    // |c| of the six that are told: 20, 1, 2, 1, 2, 1; s0 = 1.5 x 1.5 (medians), then without 20.
    REQUIRE(effects.effects.size() == 6);
    CHECK(effect_of(effects, 0, 0).effect.standard_error == Approx(1.5 * 1.0));
    CHECK(effect_of(effects, 0, 0).p < 0.01);
    CHECK(effect_of(effects, 1, 1).p > 0.3);
    // Student's t with 6 / 3 = 2 degrees of freedom: (2 p - 1) / sqrt(2 p (1 - p)).
    double const p = 0.5 * (1.0 + std::pow(0.95, 1.0 / 6.0));
    double const t = (2.0 * p - 1.0) / std::sqrt(2.0 * p * (1.0 - p));
    CHECK(effects.simultaneous_margin == Approx(1.5 * t));
    CHECK(effect_of(effects, 1, 1).effect.high == Approx(1.0 + 4.302653 * 1.5));
}

TEST_CASE("A run without a value undoes a two-level design, and it is told") {
    auto const design = FractionalFactorial::full(2);
    Eigen::VectorXd y(4);
    y << 1.0, undefined, 2.0, 3.0;
    auto const effects = two_level_effects(tests::matrix_of(design), Response::exact(y));
    CHECK(effects.left_out == 1);
    CHECK(std::isnan(effect_of(effects, 0, 0).effect.value));
}
