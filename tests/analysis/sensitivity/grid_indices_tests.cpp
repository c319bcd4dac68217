#include "analysis/sensitivity/grid_indices.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace analysis;

namespace {

constexpr std::array<std::size_t, 3> levels{2, 3, 4};

/// f(a, b, c) at every point, the last factor fastest.
template <class F>
Eigen::VectorXd over_grid(F f) {
    Eigen::VectorXd y(24);
    for (int i = 0; i < 24; ++i) {
        y[i] = f(i / 12, i / 4 % 3, i % 4);
    }
    return y;
}

} // namespace

TEST_CASE("A sum of single factors has no interactions, and its shares are its variances") {
    auto const y = over_grid([](int a, int b, int) { return 3.0 * a + 2.0 * b; });
    auto const indices = grid_indices(levels, y);
    // Variances of {0, 3} and of {0, 2, 4}.
    double const va = 2.25;
    double const vb = 8.0 / 3.0;
    CHECK(indices.variance == Approx(va + vb));
    CHECK(indices.first[0].value == Approx(va / (va + vb)));
    CHECK(indices.total[1].value == Approx(vb / (va + vb)));
    CHECK(indices.total[2].value == Approx(0.0).margin(1e-14));
    for (auto const& pair : indices.pairs) {
        CHECK(pair.index.value == Approx(0.0).margin(1e-14));
    }
}

TEST_CASE("A product of centred factors is all interaction") {
    auto const y = over_grid([](int a, int, int c) { return (a - 0.5) * (c - 1.5); });
    auto const indices = grid_indices(levels, y);
    CHECK(indices.first[0].value == Approx(0.0).margin(1e-14));
    CHECK(indices.total[0].value == Approx(1.0));
    CHECK(indices.total[1].value == Approx(0.0).margin(1e-14));
    REQUIRE(indices.pairs[1].first == 0);
    REQUIRE(indices.pairs[1].second == 2);
    CHECK(indices.pairs[1].index.value == Approx(1.0));
}

TEST_CASE("The noise of replicates adds nothing to the shares of a grid") {
    auto const y = over_grid([](int a, int b, int c) { return 3.0 * a + 2.0 * b + 0.2 * a * c; });
    auto const exact = grid_indices(levels, y);
    std::mt19937_64 engine(5);
    std::normal_distribution<double> normal(0.0, 3.0);
    double variance = 0.0;
    double total = 0.0;
    int held = 0;
    constexpr int times = 400;
    for (int t = 0; t < times; ++t) {
        Eigen::MatrixXd noisy = y.replicate(1, 4);
        for (auto& value : noisy.reshaped()) {
            value += normal(engine);
        }
        auto const indices = grid_indices(levels, noisy);
        variance += indices.variance / times;
        total += indices.total[2].value * indices.variance / times;
        held += indices.first[1].low <= exact.first[1].value &&
                        exact.first[1].value <= indices.first[1].high
                    ? 1
                    : 0;
    }
    // Unbiased; with the noise left in, the variance would be 9 / 4 larger.
    CHECK(variance == Approx(exact.variance).epsilon(0.05));
    CHECK(total == Approx(exact.total[2].value * exact.variance).margin(0.1));
    CHECK(held > 0.88 * times);
    CHECK(held < times);
}

TEST_CASE("An output that does not vary has no shares, not those of its rounding") {
    auto const y = over_grid([](int, int, int) { return 0.1; });
    Eigen::MatrixXd lucks = y.replicate(1, 4);
    lucks.col(1).array() += 0.3;
    CHECK(std::isnan(grid_indices(levels, lucks).first[0].value));
    CHECK(std::isnan(grid_indices(levels, y).total[1].value));
}

TEST_CASE("Where a run is missing the shares of a grid are not known") {
    auto y = over_grid([](int a, int, int) { return 1.0 * a; });
    y[7] = std::numeric_limits<double>::quiet_NaN();
    auto const indices = grid_indices(levels, y);
    CHECK(std::isnan(indices.first[0].value));
}
