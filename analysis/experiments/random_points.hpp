#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace analysis {

/// Independent uniform points, each coordinate in (0,1). More points, or more factors, leave those
/// there were as they are.
class RandomPoints {
public:
    RandomPoints(std::uint64_t points, std::size_t factors, std::uint64_t seed) noexcept
        : points_(points), factors_(factors), seed_(seed) {}

    [[nodiscard]] std::uint64_t size() const noexcept { return points_; }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    /// @param unit  shape (factors)
    void point(std::uint64_t i, std::span<double> unit) const noexcept;

private:
    std::uint64_t points_;
    std::size_t factors_;
    std::uint64_t seed_;
};

} // namespace analysis
