#include "analysis/experiments/morris_points.hpp"

#include "analysis/experiments/drawn.hpp"
#include "core/contract.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace analysis {

namespace {

/// The order in which the factors move, by Fisher and Yates' shuffle.
std::vector<std::size_t> order_of(std::uint64_t seed, std::uint64_t trajectory,
                                  std::size_t factors) {
    std::vector<std::size_t> order(factors);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = factors; left > 1; --left) {
        auto const words =
            words_of(seed, Drawn::factor_order, 0, static_cast<std::uint32_t>(left), trajectory);
        std::swap(order[left - 1], order[first_of(words) % left]);
    }
    return order;
}

struct Path {
    std::uint32_t low = 0; ///< the lower of its two levels
    bool up = false;       ///< whether it starts there
};

Path path_of(std::uint64_t seed, std::uint64_t trajectory, std::size_t factor,
             std::uint32_t levels) {
    auto const words =
        words_of(seed, Drawn::trajectory, 0, static_cast<std::uint32_t>(factor), trajectory);
    return {integer_below(words[0], levels / 2), (words[1] & 1U) != 0};
}

} // namespace

MorrisPoints::MorrisPoints(std::uint64_t trajectories, std::uint32_t levels, std::size_t factors,
                           std::uint64_t seed) noexcept
    : trajectories_(trajectories), levels_(levels), factors_(factors), seed_(seed) {
    HOLDFAST_EXPECT(trajectories >= 1 && factors >= 1);
    HOLDFAST_EXPECT(levels >= 2 && levels % 2 == 0 && levels <= 1U << 16U);
}

double MorrisPoints::delta() const noexcept {
    return levels_ / (2.0 * (levels_ - 1));
}

void MorrisPoints::point(std::uint64_t i, std::span<double> unit) const {
    HOLDFAST_EXPECT(i < size() && unit.size() == factors_);
    std::uint64_t const trajectory = i / rows();
    auto const order = order_of(seed_, trajectory, factors_);
    for (std::size_t moved = 0; moved < factors_; ++moved) {
        auto const path = path_of(seed_, trajectory, order[moved], levels_);
        bool const has_moved = moved < i % rows();
        std::uint32_t const level = path.low + (path.up == has_moved ? levels_ / 2 : 0);
        unit[order[moved]] = static_cast<double>(level) / (levels_ - 1);
    }
}

MorrisMove MorrisPoints::move(std::uint64_t i) const {
    HOLDFAST_EXPECT(i < size());
    std::uint64_t const row = i % rows();
    if (row == 0) {
        return {};
    }
    std::uint64_t const trajectory = i / rows();
    std::size_t const factor = order_of(seed_, trajectory, factors_)[row - 1];
    return {factor, path_of(seed_, trajectory, factor, levels_).up ? 1 : -1};
}

} // namespace analysis
