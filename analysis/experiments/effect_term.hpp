#pragma once

#include <cstddef>

namespace analysis {

/// A main effect, or the interaction of two factors.
struct EffectTerm {
    std::size_t first = 0;
    std::size_t second = 0; ///< above first; the same as first in a main effect

    [[nodiscard]] bool main() const noexcept { return first == second; }
    bool operator==(EffectTerm const&) const = default;
};

} // namespace analysis
