#pragma once

#include <cstddef>

namespace sim {

/// Users [first, last) of a scenario.
struct UserRange {
    std::size_t first = 0;
    std::size_t last = 0;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return last - first; }
};

} // namespace sim
