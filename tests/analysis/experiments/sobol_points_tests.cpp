#include "analysis/experiments/owen_scramble.hpp"
#include "tests/analysis/experiments/points_of.hpp"

#include <boost/random/sobol.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

using namespace analysis;

namespace {

/// Whether every box [a 2^-p, (a + 1) 2^-p) x [b 2^-q, (b + 1) 2^-q), p + q = m - t, holds 2^t of
/// the 2^m points: a (t, m, 2)-net in base 2.
bool is_net(std::vector<std::vector<double>> const& points, std::size_t x, std::size_t y, int t) {
    int const m = static_cast<int>(std::bit_width(points.size())) - 1;
    for (int p = 0; p <= m - t; ++p) {
        int const q = m - t - p;
        std::vector<int> held(std::size_t{1} << (m - t), 0);
        for (auto const& u : points) {
            auto const a = static_cast<std::size_t>(std::ldexp(u[x], p));
            auto const b = static_cast<std::size_t>(std::ldexp(u[y], q));
            ++held[a << q | b];
        }
        if (std::any_of(held.begin(), held.end(), [t](int n) { return n != 1 << t; })) {
            return false;
        }
    }
    return true;
}

/// The same in three dimensions, where Sobol's sequence has t = 1.
bool is_net_of_three(std::vector<std::vector<double>> const& points, int t) {
    int const m = static_cast<int>(std::bit_width(points.size())) - 1;
    for (int p = 0; p <= m - t; ++p) {
        for (int q = 0; p + q <= m - t; ++q) {
            int const r = m - t - p - q;
            std::vector<int> held(std::size_t{1} << (m - t), 0);
            for (auto const& u : points) {
                auto const a = static_cast<std::size_t>(std::ldexp(u[0], p));
                auto const b = static_cast<std::size_t>(std::ldexp(u[1], q));
                auto const c = static_cast<std::size_t>(std::ldexp(u[2], r));
                ++held[(a << q | b) << r | c];
            }
            if (std::any_of(held.begin(), held.end(), [t](int n) { return n != 1 << t; })) {
                return false;
            }
        }
    }
    return true;
}

/// A smooth function of 4 factors whose mean is 1.
double smooth(std::vector<double> const& u) {
    double product = 1.0;
    for (double const x : u) {
        product *= std::exp(x) / (std::exp(1.0) - 1);
    }
    return product;
}

double root_mean_square_error(std::uint64_t n, bool sobol) {
    constexpr std::uint64_t seeds = 30;
    double squares = 0.0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Experiment const experiment = sobol ? Experiment(SobolPoints(n, 4, seed, Scrambling::owen))
                                            : Experiment(RandomPoints(n, 4, seed));
        double sum = 0.0;
        for (auto const& u : tests::points_of(experiment)) {
            sum += smooth(u);
        }
        squares += std::pow(sum / static_cast<double>(n) - 1, 2) / seeds;
    }
    return std::sqrt(squares);
}

/// Exponent b of error = c n^-b, between n = 64 and 4096.
double rate(bool sobol) {
    return std::log(root_mean_square_error(64, sobol) / root_mean_square_error(4096, sobol)) /
           std::log(64.0);
}

} // namespace

TEST_CASE("Sobol's first points are those of the paper") {
    auto const points = tests::points_of(SobolPoints(8, 3, 0, Scrambling::none));
    // Joe & Kuo 2008, notes on generating the sequence, in plain binary order.
    std::vector<std::vector<double>> const expected{{0, 0, 0},
                                                    {0.5, 0.5, 0.5},
                                                    {0.25, 0.75, 0.75},
                                                    {0.75, 0.25, 0.25},
                                                    {0.125, 0.625, 0.375},
                                                    {0.625, 0.125, 0.875},
                                                    {0.375, 0.375, 0.625},
                                                    {0.875, 0.875, 0.125}};
    CHECK(points == expected);
}

TEST_CASE("Sobol's points are Boost's, in another order, in a thousand dimensions") {
    constexpr std::size_t factors = 1000;
    SobolPoints const ours(1024, factors, 0, Scrambling::none);
    boost::random::sobol_engine<std::uint32_t, 32, boost::random::default_sobol_table> theirs(
        factors);
    std::vector<double> unit(factors);
    for (std::uint64_t n = 1; n < 300; ++n) {
        ours.point(n ^ n >> 1U, unit);
        bool const equal = std::all_of(unit.begin(), unit.end(),
                                       [&](double u) { return u == theirs() * 0x1p-32; });
        CHECK(equal);
    }
}

TEST_CASE("Sobol's points are spread evenly over boxes of all shapes, scrambled or not") {
    for (auto const scrambling : {Scrambling::none, Scrambling::owen}) {
        auto points = tests::points_of(SobolPoints(512, 8, 21, scrambling));
        CHECK(is_net(points, 0, 1, 0));
        CHECK(is_net_of_three(points, 1));
        CHECK_FALSE(is_net_of_three(points, 0)); // so the check can fail
        std::swap(points[3], points[100]);       // the order does not matter to a net
        CHECK(is_net(points, 0, 1, 0));
        points[3][0] += points[3][0] < 0.5 ? 0.5 : -0.5;
        CHECK_FALSE(is_net(points, 0, 1, 0));
    }
}

TEST_CASE("A later stretch of Sobol's sequence that starts at a multiple of its length is a net") {
    SobolPoints const sequence(1024, 2, 21, Scrambling::owen);
    std::vector<std::vector<double>> stretch(128, std::vector<double>(2));
    for (std::uint64_t i = 0; i < 128; ++i) {
        sequence.point(640 + i, stretch[i]);
    }
    CHECK(is_net(stretch, 0, 1, 0));
}

TEST_CASE("Every column of scrambled Sobol' points has one in each n-th, at a uniform place") {
    constexpr std::uint64_t n = 1024;
    auto const points = tests::points_of(SobolPoints(n, 40, 8, Scrambling::owen));
    double squares = 0.0;
    for (std::size_t k = 0; k < 40; ++k) {
        std::vector<int> held(n, 0);
        for (auto const& u : points) {
            double const place = u[k] * n;
            ++held[static_cast<std::size_t>(place)];
            squares += std::pow(place - std::floor(place) - 0.5, 2);
        }
        CHECK(std::count(held.begin(), held.end(), 1) == n);
    }
    double const count = 40.0 * n;
    CHECK(squares / count == Approx(1.0 / 12).margin(4.892 * std::sqrt(1.0 / 180 / count)));
}

TEST_CASE("Scrambling flips each bit by the bits above it alone") {
    for (std::uint32_t const x : {0U, 0x80000000U, 0x12345678U, 0xFFFFFFFFU}) {
        for (unsigned depth = 0; depth < 32; ++depth) {
            std::uint32_t const other = x ^ (0x80000000U >> depth);
            std::uint32_t const difference = owen_scramble(x, 5, 2) ^ owen_scramble(other, 5, 2);
            CHECK(std::countl_zero(difference) == static_cast<int>(depth));
        }
    }
}

TEST_CASE("Scrambling flips half of the bits, at every depth, over seeds") {
    constexpr int seeds = 4000;
    for (unsigned depth = 0; depth < 32; ++depth) {
        std::uint32_t flipped = 0;
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            flipped += (owen_scramble(0x9A3B5C71U, seed, 1) ^ 0x9A3B5C71U) >> depth & 1U;
        }
        CHECK(flipped == Approx(seeds / 2).margin(5.5 * std::sqrt(seeds / 4.0))); // 32 times 4e-8
    }
}

TEST_CASE("The error of a mean falls as n^-1.5 with scrambled Sobol' points, not as n^-0.5") {
    CHECK(rate(true) > 1.3);
    CHECK(rate(false) == Approx(0.5).margin(0.25));
    CHECK(root_mean_square_error(1024, true) < root_mean_square_error(1024, false) / 100);
}
