#include "core/mathematics.hpp"
#include "core/philox.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

// What core/lane_gamma.hpp says of its draws, by quadrature and by drawing; Boost.Math is the
// judge.

namespace {

constexpr std::uint32_t draws = 400'000;
/// Kolmogorov-Smirnov distance of so many exact draws that is passed with a probability below 1e-6
/// (Massart 1990: 2 exp(-2 n D^2)).
double const chance_distance = std::sqrt(std::log(2e6) / (2.0 * draws));

std::array<std::uint32_t, 4> words(std::uint32_t user, std::uint32_t purpose) {
    return core::philox::block(core::philox::key_of(2024), {user, 0, purpose, 0});
}

/// The unasked proposal for Gamma(shape + 1), and how often the asked one is refused.
struct Proposal {
    double d;
    double c;

    explicit Proposal(double shape) : d(shape + 2.0 / 3.0), c(1.0 / (3.0 * std::sqrt(d))) {}

    /// Midpoint rule over the normal score.
    [[nodiscard]] double refused() const {
        boost::math::normal const normal;
        double const step = 1e-3;
        double accepted = 0.0;
        for (double z = -9.0 + step / 2.0; z < 9.0; z += step) {
            double const v = 1.0 + c * z;
            double const test =
                v > 0.0 ? z * z / 2.0 + d - d * v * v * v + 3.0 * d * std::log(v) : -1e9;
            accepted += step * boost::math::pdf(normal, z) * std::exp(std::min(test, 0.0));
        }
        return 1.0 - accepted;
    }
    [[nodiscard]] double cdf(double g) const {
        return boost::math::cdf(boost::math::normal(), (std::cbrt(g / d) - 1.0) / c);
    }
};

/// Largest distance between the distribution function of the values and `cdf`.
template <class Cdf>
double distance(std::vector<double> values, Cdf const& cdf) {
    std::sort(values.begin(), values.end());
    auto const n = static_cast<double>(values.size());
    double worst = 0.0;
    for (std::size_t i = 0; i < values.size(); i += 7) {
        double const p = cdf(values[i]);
        worst =
            std::max({worst, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
    }
    return worst;
}

} // namespace

TEST_CASE("the share of refused proposals, whose square bounds the error, is as small as stated") {
    CHECK(Proposal(1e-9).refused() < 0.05);
    double before = 1.0;
    for (double const shape : {0.01, 0.5, 1.0, 2.0, 6.0, 30.0, 1000.0}) {
        double const refused = Proposal(shape).refused();
        CHECK(refused < before);
        before = refused;
    }
    CHECK(Proposal(1.0).refused() < 0.02);
    CHECK(Proposal(6.0).refused() < 0.005);
}

TEST_CASE(
    "a gamma drawn with four words is nearer to the exact one than the square of that share") {
    for (double const shape : {0.05, 0.5, 1.0, 2.0, 10.0}) {
        Proposal const proposal(shape);
        boost::math::gamma_distribution<> const exact(shape + 1.0);
        double worst = 0.0;
        for (double g = 0.01; g < shape + 30.0; g += 0.01) {
            worst = std::max(worst, std::abs(proposal.cdf(g) - boost::math::cdf(exact, g)));
        }
        double const refused = proposal.refused();
        INFO("shape " << shape << " refused " << refused << " distance " << refused * worst);
        // Of the draws, a share `refused` is of the proposal and the others are exact.
        CHECK(refused * worst < refused * refused);
        CHECK(refused * worst < (shape < 0.5 ? 1.5e-3 : 5e-4));
    }
}

TEST_CASE("draws of gammas have the distribution of Boost's") {
    for (double const shape : {0.05, 0.5, 1.0, 2.5, 40.0, 3000.0}) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < draws; ++i) {
            values.push_back(std::exp(
                static_cast<double>(core::log_gamma_draw(static_cast<float>(shape), words(i, 1)))));
        }
        boost::math::gamma_distribution<> const exact(shape);
        double const found = distance(values, [&](double g) { return boost::math::cdf(exact, g); });
        double const refused = Proposal(shape).refused();
        INFO("shape " << shape << " distance " << found);
        CHECK(found < chance_distance + refused * refused);
    }
}

TEST_CASE("draws of betas from pairs of gammas have the distribution of Boost's") {
    for (auto const& [a, b] :
         {std::pair{1.0, 1.0}, {0.5, 3.0}, {2.0, 9.0}, {40.0, 3.0}, {300.0, 700.0}}) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < draws; ++i) {
            auto const log_odds = core::log_gamma_draw(static_cast<float>(a), words(i, 1)) -
                                  core::log_gamma_draw(static_cast<float>(b), words(i, 2));
            values.push_back(1.0 / (1.0 + std::exp(-static_cast<double>(log_odds))));
        }
        boost::math::beta_distribution<> const exact(a, b);
        double const found = distance(values, [&](double x) { return boost::math::cdf(exact, x); });
        double const bound =
            std::pow(Proposal(a).refused(), 2.0) + std::pow(Proposal(b).refused(), 2.0);
        INFO("Beta(" << a << ", " << b << ") distance " << found << " bound " << bound);
        CHECK(found < chance_distance + bound);
    }
}
