#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

enum class Scrambling { none, owen };

/// Points of Sobol's sequence, the origin first, in the order of their plain binary number: the
/// first 2^m, and every later 2^m that start at a multiple of 2^m, are spread evenly over boxes of
/// all shapes. Take a power of two: other sizes lose the balance. Direction numbers are those of
/// Joe & Kuo 2008, as in Boost.Random.
///
/// Scrambled by Owen's nested uniform scrambling, with every bit flipped by a random bit of its own
/// for each value of the bits before it. It is exact for the 32 bits of a coordinate: a Philox
/// block gives the flips of 7 levels of the tree. So each point is uniform, a mean over the points
/// unbiased, and its error for a smooth function falls as n^-1.5 (log n)^((k-1)/2). Source: Owen
/// 1995, 1997; in random access as in Burley 2020, JCGT 9(4), whose hash is Laine & Karras'.
class SobolPoints {
public:
    /// @param points  1 .. 2^31 @param factors  1 .. most_factors
    SobolPoints(std::uint64_t points, std::size_t factors, std::uint64_t seed,
                Scrambling scrambling);

    [[nodiscard]] std::uint64_t size() const noexcept { return points_; }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    /// @param unit  shape (factors); [0,1), scrambled (0,1)
    void point(std::uint64_t i, std::span<double> unit) const noexcept;
    /// One coordinate of a point.
    [[nodiscard]] double coordinate(std::uint64_t i, std::size_t factor) const noexcept;

    static constexpr std::size_t most_factors = 3667;

private:
    static constexpr std::size_t bits = 32;
    std::uint64_t points_;
    std::size_t factors_;
    std::uint64_t seed_;
    Scrambling scrambling_;
    std::vector<std::uint32_t> directions_; ///< shape (factors, bits)
};

} // namespace analysis
