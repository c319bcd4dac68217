#pragma once

#include <cstddef>
#include <vector>

namespace core {

/// Asks for large pages behind memory that has not been touched yet, where the system has them:
/// what is read in no order is found in far fewer entries of the tables of pages. Changes nothing
/// else.
void ask_for_large_pages(void* begin, std::size_t bytes) noexcept;

/// An empty vector with room for so many, on large pages where there are any.
template <class T>
[[nodiscard]] std::vector<T> with_large_pages(std::size_t size) {
    std::vector<T> room;
    room.reserve(size);
    ask_for_large_pages(room.data(), size * sizeof(T));
    return room;
}

} // namespace core
