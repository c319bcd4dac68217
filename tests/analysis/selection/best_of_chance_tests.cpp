#include "analysis/selection/best_of.hpp"
#include "tests/analysis/selection/normals.hpp"
#include "tests/tolerance.hpp"

#include <catch2/catch.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numeric>

using analysis::best_of;
using analysis::BestOfGoal;

namespace {

constexpr int repetitions = 2000;
constexpr Eigen::Index systems = 5;
constexpr double delta = 0.5;
BestOfGoal const goal{.confidence = 0.95, .indifference = delta, .first = 10};

/// One system is better than all others by `lead`; variance 1, of which `shared` is the same in all
/// systems of a replicate.
Eigen::MatrixXd slippage(tests::Normals& normal, Eigen::Index rows, double lead, double shared) {
    Eigen::MatrixXd values(rows, systems);
    for (Eigen::Index row = 0; row < rows; ++row) {
        double const common = std::sqrt(shared) * normal();
        for (Eigen::Index i = 0; i < systems; ++i) {
            values(row, i) = (i == 2 ? lead : 0.0) + common + std::sqrt(1 - shared) * normal();
        }
    }
    return values;
}

struct Race {
    double right = 0;      ///< share of choices
    double replicates = 0; ///< mean of all systems together
};

Race race(std::uint64_t seed, double lead, double shared) {
    tests::Normals normal(seed);
    Race found;
    for (int i = 0; i < repetitions; ++i) {
        auto const choice = best_of(slippage(normal, 600, lead, shared), goal);
        REQUIRE(choice.status == analysis::BestOfStatus::chosen);
        found.right += choice.best == 2U ? 1.0 / repetitions : 0.0;
        found.replicates += std::accumulate(choice.spent.begin(), choice.spent.end(), 0.0) /
                            static_cast<double>(repetitions);
    }
    return found;
}

/// What Rinott's two-stage rule spends on the same: max(n0, h2 S2 / delta^2) for each system.
/// h solves Rinott 1978, equation 3, for 5 systems, n0 = 10 and 0.95, as integrated in R.
double rinott_replicates(std::uint64_t seed) {
    double constexpr h = 3.692624;
    tests::Normals normal(seed);
    double total = 0;
    for (int i = 0; i < repetitions; ++i) {
        auto const first = slippage(normal, 10, delta, 0.0);
        Eigen::RowVectorXd const mean = first.colwise().mean();
        for (Eigen::Index system = 0; system < systems; ++system) {
            double const s2 = (first.col(system).array() - mean(system)).square().sum() / 9;
            total += std::max(10.0, std::ceil(h * h * s2 / (delta * delta)));
        }
    }
    return total / repetitions;
}

double lowest_share(double promised) {
    return promised - tests::z_two_sided * std::sqrt(promised * (1 - promised) / repetitions);
}

} // namespace

TEST_CASE("The best by just the indifference is chosen as often as promised, and with less than "
          "Rinott's rule spends") {
    auto const independent = race(81, delta, 0.0);
    CHECK(independent.right >= lowest_share(0.95));
    CHECK(independent.replicates < 0.7 * rinott_replicates(82));
}

TEST_CASE("Common random numbers keep the promise and spare replicates") {
    auto const independent = race(83, delta, 0.0);
    auto const common = race(84, delta, 0.8);
    CHECK(common.right >= lowest_share(0.95));
    CHECK(common.replicates < 0.5 * independent.replicates);
}

TEST_CASE("A clear winner costs less than one that is just better") {
    auto const just = race(85, delta, 0.5);
    auto const clear = race(86, 4 * delta, 0.5);
    CHECK(clear.right >= lowest_share(0.999));
    CHECK(clear.replicates < 0.6 * just.replicates);
}
