#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace analysis {

/// A step of a trajectory.
struct MorrisMove {
    std::size_t factor = 0;
    int sign = 0; ///< +1: up by delta; -1: down; 0: the first row of a trajectory, nothing moved
};

/// Morris' trajectories: k + 1 rows each, in which one factor after the other, in random order,
/// moves by delta = p / (2 (p - 1)) on the grid 0, 1 / (p - 1) .. 1, up or down with equal chance;
/// the start is uniform on the places from which that is possible. Unit numbers include 0 and 1.
/// Source: Morris 1991, Technometrics 33:161, section 3.
class MorrisPoints {
public:
    /// @param trajectories  at least 1 @param levels  p, even, 2 .. 2^16 @param factors  at least 1
    MorrisPoints(std::uint64_t trajectories, std::uint32_t levels, std::size_t factors,
                 std::uint64_t seed) noexcept;

    [[nodiscard]] std::uint64_t size() const noexcept { return trajectories_ * rows(); }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    [[nodiscard]] std::uint64_t trajectories() const noexcept { return trajectories_; }
    /// Rows of a trajectory, which follow each other: k + 1.
    [[nodiscard]] std::uint64_t rows() const noexcept { return factors_ + 1; }
    [[nodiscard]] double delta() const noexcept;
    /// @param unit  shape (factors); [0,1]
    void point(std::uint64_t i, std::span<double> unit) const;
    /// How row i came from the row before it.
    [[nodiscard]] MorrisMove move(std::uint64_t i) const;

private:
    std::uint64_t trajectories_;
    std::uint32_t levels_;
    std::size_t factors_;
    std::uint64_t seed_;
};

} // namespace analysis
