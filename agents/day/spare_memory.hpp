#pragma once

#include "core/aligned.hpp"

#include <cstddef>

namespace agents {

/// Numbers of a block, whatever they are: who takes them sets them. Blocks come and go by the
/// thousand; to ask the system for their pages each time would take longer than to install the app,
/// so memory that another block of this thread has given back is used again.
class SpareMemory {
public:
    explicit SpareMemory(std::size_t size);
    ~SpareMemory();
    SpareMemory(SpareMemory const&) = delete;
    SpareMemory& operator=(SpareMemory const&) = delete;

    [[nodiscard]] float* data() noexcept { return values_.data(); }
    [[nodiscard]] float const* data() const noexcept { return values_.data(); }

private:
    core::Aligned<float> values_;
};

} // namespace agents
