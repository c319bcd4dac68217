#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace analysis {

/// n points such that every factor has exactly one in each n-th of its range, at a uniform place
/// within: u = (pi_k(i) + jitter) / n, pi_k a random permutation of its own for every factor. The
/// error of a mean is at most about that of independent points, and much less where the output is
/// nearly a sum of functions of one factor. A part of the points is not a hypercube of its own: a
/// study that is cut short has lost its balance. Source: McKay, Beckman & Conover 1979,
/// Technometrics 21:239, equation 2.3; Stein 1987.
class LatinHypercube {
public:
    /// @param points  1 .. 2^31
    LatinHypercube(std::uint64_t points, std::size_t factors, std::uint64_t seed) noexcept
        : points_(points), factors_(factors), seed_(seed) {}

    [[nodiscard]] std::uint64_t size() const noexcept { return points_; }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    /// @param unit  shape (factors); (0,1)
    void point(std::uint64_t i, std::span<double> unit) const noexcept;

private:
    std::uint64_t points_;
    std::size_t factors_;
    std::uint64_t seed_;
};

} // namespace analysis
