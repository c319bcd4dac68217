#pragma once

#include <cstddef>
#include <limits>

namespace analysis {

/// at_least <= value of a factor < below; an end without a bound is infinite.
struct FactorRange {
    std::size_t factor = 0;
    double at_least = -std::numeric_limits<double>::infinity();
    double below = std::numeric_limits<double>::infinity();

    [[nodiscard]] bool holds(double value) const noexcept {
        return at_least <= value && value < below;
    }
    bool operator==(FactorRange const&) const = default;
};

} // namespace analysis
