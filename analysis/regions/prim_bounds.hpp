#pragma once

#include "analysis/regions/factor_range.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// A box with one range a factor, bounded or not. Shape (factors).
using PrimBounds = std::vector<FactorRange>;

/// How many points lie in a box, and of how many the outcome is yes.
struct PrimCount {
    std::size_t points = 0;
    std::size_t yes = 0;

    [[nodiscard]] double density() const noexcept {
        return static_cast<double>(yes) / static_cast<double>(points);
    }
};

struct CountedBox {
    PrimBounds bounds;
    PrimCount count;
};

} // namespace analysis
