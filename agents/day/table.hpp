#pragma once

#include "core/aligned.hpp"

#include <cstddef>
#include <vector>

namespace agents {

/// A table of numbers, a row a variable and a column ("slot") a user.
class Table {
public:
    /// All zero. Memory that another table of this thread has given back is used again.
    /// @param stride  slots from one row to the next
    Table(std::size_t rows, std::size_t stride);
    ~Table();
    Table(Table const&) = delete;
    Table& operator=(Table const&) = delete;

    [[nodiscard]] float* row(std::size_t r) noexcept { return values_.data() + r * stride_; }
    [[nodiscard]] float const* row(std::size_t r) const noexcept {
        return values_.data() + r * stride_;
    }
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

private:
    std::size_t stride_;
    core::Aligned<float> values_;
};

} // namespace agents
