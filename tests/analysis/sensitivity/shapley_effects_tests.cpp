#include "analysis/sensitivity/chaos_expansion.hpp"
#include "analysis/sensitivity/factor_polynomials.hpp"
#include "analysis/sensitivity/grid_indices.hpp"
#include "analysis/sensitivity/shapley_effects.hpp"
#include "tests/analysis/sensitivity/test_functions.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace analysis;

namespace {

constexpr int nodes = 2000;

} // namespace

TEST_CASE("Legendre's polynomials are orthonormal on 0 to 1") {
    for (int a = 0; a <= 5; ++a) {
        for (int b = 0; b <= a; ++b) {
            double sum = 0.0;
            for (int i = 0; i < nodes; ++i) {
                double const u = (i + 0.5) / nodes;
                sum += legendre(a, u) * legendre(b, u) / nodes;
            }
            CHECK(sum == Approx(a == b ? 1.0 : 0.0).margin(1e-4));
        }
    }
}

TEST_CASE("A polynomial is found term by term, and nothing is left") {
    SobolPoints const design(256, 4, 3, Scrambling::owen);
    auto const y = tests::outputs_of(design, [](auto const& u) {
        return 2.0 + 3.0 * legendre(1, u[0]) - legendre(2, u[1]) +
               0.5 * legendre(1, u[0]) * legendre(1, u[3]);
    });
    auto const expansion = chaos_expansion(tests::matrix_of(design), y);
    REQUIRE(expansion.terms.size() == 4 * 2 + 1); // degrees 1 and 2 are there unasked
    CHECK(expansion.terms.back() == ChaosTerm{{0, 1}, {3, 1}});
    CHECK(expansion.q2 == Approx(1.0));
    auto const effects = shapley_effects(tests::matrix_of(design), y);
    double const v = 9.0 + 1.0 + 0.25;
    CHECK(effects.shapley[0].value == Approx((9.0 + 0.125) / v).margin(2e-4));
    CHECK(effects.shapley[3].value == Approx(0.125 / v).margin(2e-4));
    CHECK(effects.first[0].value == Approx(9.0 / v).margin(2e-4));
    CHECK(effects.total[0].value == Approx(9.25 / v).margin(2e-4));
    CHECK(effects.shapley[2].value == Approx(0.0).margin(1e-12));
}

TEST_CASE("Shapley effects of Ishigami's function are those of its closed form") {
    SobolPoints const design(1024, 3, 3, Scrambling::owen);
    auto const effects =
        shapley_effects(tests::matrix_of(design), tests::outputs_of(design, tests::Ishigami{}));
    using I = tests::Ishigami;
    double const v = I::variance();
    CHECK(effects.q2 > 0.99);
    CHECK(effects.shapley[0].value ==
          Approx((I::first() + 0.5 * I::first_and_third()) / v).margin(0.01));
    CHECK(effects.shapley[1].value == Approx(I::second() / v).margin(0.01));
    CHECK(effects.shapley[2].value == Approx(0.5 * I::first_and_third() / v).margin(0.01));
    CHECK(effects.total[2].value == Approx(I::first_and_third() / v).margin(0.01));
    CHECK(effects.first[2].value == Approx(0.0).margin(0.01));
}

TEST_CASE("Among many factors those that matter are found under noise, and effects add up to 1") {
    constexpr std::size_t factors = 100;
    LatinHypercube const design(600, factors, 5);
    auto y = tests::outputs_of(design, [](auto const& u) {
        return 4.0 * u[7] + 3.0 * u[40] * u[40] + 6.0 * (u[7] - 0.5) * (u[90] - 0.5) + u[90];
    });
    std::mt19937_64 engine(2);
    std::normal_distribution<double> normal(0.0, 0.5);
    for (auto& value : y) {
        value += normal(engine);
    }
    auto const effects = shapley_effects(tests::matrix_of(design), y);
    double sum = 0.0;
    double others = 0.0;
    for (std::size_t k = 0; k < factors; ++k) {
        sum += effects.shapley[k].value;
        others += k == 7 || k == 40 || k == 90 ? 0.0 : effects.shapley[k].value;
    }
    CHECK(sum == Approx(1.0));
    CHECK(others < 0.05);
    // Variances: 16 / 12, 9 (1/5 - 1/9), 36 / 144, 1 / 12; the noise is not shared out.
    double const v = 4.0 / 3.0 + 0.8 + 0.25 + 1.0 / 12.0;
    CHECK(effects.shapley[7].value == Approx((4.0 / 3.0 + 0.125) / v).margin(0.05));
    CHECK(effects.shapley[40].value == Approx(0.8 / v).margin(0.05));
    CHECK(effects.total[90].value == Approx((0.25 + 1.0 / 12.0) / v).margin(0.05));
    CHECK(effects.q2 == Approx(v / (v + 0.25)).margin(0.05));
}

TEST_CASE("Of noise alone nothing is told but that") {
    LatinHypercube const design(300, 10, 5);
    std::mt19937_64 engine(2);
    std::normal_distribution<double> normal(0.0, 1.0);
    double worst = 0.0;
    for (int t = 0; t < 20; ++t) {
        auto y = tests::outputs_of(design, [&](auto const&) { return normal(engine); });
        auto const q2 = chaos_expansion(tests::matrix_of(design), y).q2;
        worst = std::max(worst, q2);
    }
    CHECK(worst < 0.2);
}

TEST_CASE("Points without an output are left out of an expansion, and counted") {
    SobolPoints const design(64, 2, 3, Scrambling::owen);
    auto y = tests::outputs_of(design, [](auto const& u) { return u[0]; });
    y[3] = undefined;
    auto const effects = shapley_effects(tests::matrix_of(design), y);
    CHECK(effects.left_out == 1);
    CHECK(effects.points == 63);
    CHECK(effects.shapley[0].value == Approx(1.0));
    auto const none =
        shapley_effects(tests::matrix_of(design), Eigen::VectorXd::Constant(64, undefined));
    CHECK(std::isnan(none.q2));
    CHECK(std::isnan(none.shapley[0].value));
}

TEST_CASE("Factors of a few levels have the shares that a full grid gives them") {
    auto const f = [](double a, double b, double c) {
        return std::exp(2.0 * a) + 3.0 * (b - 0.5) * (b - 0.5) * (1.0 + 3.0 * a) + c * a;
    };
    for (int const count : {2, 3, 4}) {
        auto const place = [count](int level) { return (level + 0.5) / count; };
        Eigen::VectorXd grid(count * count * count);
        for (int i = 0; i < grid.size(); ++i) {
            grid[i] = f(place(i / count / count), place(i / count % count), place(i % count));
        }
        std::array<std::size_t, 3> levels{};
        levels.fill(static_cast<std::size_t>(count));
        auto const exact = grid_indices(levels, grid);
        std::mt19937_64 engine(1);
        std::uniform_int_distribution<int> pick(0, count - 1);
        Eigen::MatrixXd points(400, 3);
        Eigen::VectorXd y(400);
        for (Eigen::Index i = 0; i < 400; ++i) {
            for (auto& unit : points.row(i)) {
                unit = place(pick(engine));
            }
            y[i] = f(points(i, 0), points(i, 1), points(i, 2));
        }
        auto const effects = shapley_effects(points, y);
        for (std::size_t k = 0; k < 3; ++k) {
            CHECK(effects.first[k].value == Approx(exact.first[k].value).margin(1e-3));
            CHECK(effects.total[k].value == Approx(exact.total[k].value).margin(1e-3));
        }
    }
}

TEST_CASE("The order of the points does not matter, not even that of a grid") {
    Eigen::MatrixXd grid(500, 3);
    Eigen::VectorXd y(500);
    for (int i = 0; i < 500; ++i) {
        grid.row(i) << (i / 50 + 0.5) / 10.0, (i / 5 % 10 + 0.5) / 10.0, (i % 5 + 0.5) / 5.0;
        y[i] = std::exp(grid(i, 0)) + std::sin(9.0 * grid(i, 2)) + grid(i, 1) * grid(i, 2);
    }
    std::array<std::size_t, 3> const levels{10, 10, 5};
    auto const exact = grid_indices(levels, y);
    auto const effects = shapley_effects(grid, y);
    CHECK(effects.q2 > 0.999);
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(effects.first[k].value == Approx(exact.first[k].value).margin(1e-3));
    }
}

TEST_CASE("A factor that does not vary has no share, and takes none from others") {
    LatinHypercube const design(100, 2, 5);
    Eigen::MatrixXd points = tests::matrix_of(design);
    points.col(1).setConstant(0.1);
    Eigen::VectorXd const y = points.col(0).array().exp();
    auto const effects = shapley_effects(points, y);
    CHECK(effects.first[0].value == Approx(1.0));
    CHECK(effects.total[1].value == 0.0);
}
