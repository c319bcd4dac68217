#pragma once

#include "agents/day/spare_memory.hpp"

#include <cstddef>

namespace agents {

/// A table of numbers, row by row.
class Table {
public:
    /// Not set yet. @param stride  numbers from one row to the next
    Table(std::size_t rows, std::size_t stride) : stride_(stride), values_(rows * stride) {}

    [[nodiscard]] float* row(std::size_t r) noexcept { return values_.data() + r * stride_; }
    [[nodiscard]] float const* row(std::size_t r) const noexcept {
        return values_.data() + r * stride_;
    }
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

private:
    std::size_t stride_;
    SpareMemory values_;
};

} // namespace agents
