#pragma once

#include "core/slabs.hpp"

#include <cstddef>
#include <new>
#include <vector>

namespace core {

/// Memory that begins with a line of the cache, so that no register of numbers lies across two.
template <class T>
struct LineAllocator {
    using value_type = T;
    static constexpr std::align_val_t line{64};

    LineAllocator() = default;
    template <class U>
    LineAllocator(LineAllocator<U> const& /*other*/) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        std::size_t const bytes = count * sizeof(T);
        return static_cast<T*>(slabs::serve(bytes) ? slabs::take(bytes)
                                                   : ::operator new(bytes, line));
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (slabs::serve(count * sizeof(T))) {
            slabs::give_back(memory);
        } else {
            ::operator delete(memory, line);
        }
    }
    template <class U>
    [[nodiscard]] bool operator==(LineAllocator<U> const& /*other*/) const noexcept {
        return true;
    }
};

template <class T>
using Aligned = std::vector<T, LineAllocator<T>>;

} // namespace core
