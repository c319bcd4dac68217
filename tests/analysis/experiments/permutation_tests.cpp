#include "analysis/experiments/permutation.hpp"
#include "tests/tolerance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

using analysis::Permutation;

namespace {

std::vector<std::uint64_t> images(std::uint64_t n, std::uint64_t seed, std::uint32_t column) {
    Permutation const permutation(n, seed, column);
    std::vector<std::uint64_t> all(n);
    for (std::uint64_t x = 0; x < n; ++x) {
        all[x] = permutation(x);
    }
    return all;
}

} // namespace

TEST_CASE("Every number is the image of exactly one") {
    for (std::uint64_t const n : {1U, 2U, 3U, 7U, 64U, 100U, 1023U, 5000U}) {
        auto all = images(n, 11, 3);
        std::sort(all.begin(), all.end());
        std::vector<std::uint64_t> expected(n);
        std::iota(expected.begin(), expected.end(), 0U);
        CHECK(all == expected);
    }
}

TEST_CASE("All orders of four are equally likely") {
    constexpr int seeds = 24000;
    std::map<std::vector<std::uint64_t>, int> seen;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        ++seen[images(4, seed, 0)];
    }
    REQUIRE(seen.size() == 24);
    double chi_squared = 0.0;
    for (auto const& [order, count] : seen) {
        chi_squared += std::pow(count - seeds / 24.0, 2) / (seeds / 24.0);
    }
    CHECK(chi_squared < 74.0); // the 1 - 1e-6 quantile with 23 degrees of freedom is 73.7
}

TEST_CASE("Images of neighbours, and of one number in two columns, have nothing in common") {
    constexpr std::uint64_t n = 20000;
    auto const one = images(n, 5, 0);
    auto const other = images(n, 5, 1);
    auto const correlation = [](auto const& a, auto const& b, std::size_t shift) {
        double const mean = (n - 1) / 2.0;
        double const variance = (static_cast<double>(n) * n - 1) / 12.0;
        double sum = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += (static_cast<double>(a[i]) - mean) *
                   (static_cast<double>(b[(i + shift) % n]) - mean);
        }
        return sum / static_cast<double>(n) / variance;
    };
    double const margin = tests::z_two_sided / std::sqrt(static_cast<double>(n));
    CHECK(std::abs(correlation(one, one, 1)) < margin);
    CHECK(std::abs(correlation(one, other, 0)) < margin);
}
