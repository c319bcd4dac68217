#pragma once

#include <cstddef>

/// Memory in pieces of some hundred KiB, cut from slabs on large pages. Asked for one by one, each
/// such piece would get small pages of its own, and a walk through thousands of pieces would look
/// up each of them.
namespace core::slabs {

/// Sizes worth it: below, the usual memory is as good; above, a piece has large pages to itself.
inline constexpr std::size_t smallest = std::size_t{64} << 10U;
inline constexpr std::size_t largest = std::size_t{4} << 20U;

/// Never where AddressSanitizer watches, which knows only of memory that it hands out itself.
[[nodiscard]] constexpr bool serve(std::size_t bytes) noexcept {
#ifdef __SANITIZE_ADDRESS__
    constexpr bool watched = true;
#else
    constexpr bool watched = false;
#endif
    return !watched && bytes >= smallest && bytes <= largest;
}

/// A piece that begins with a line of the cache. By any thread. Throws std::bad_alloc.
/// @param bytes  from smallest to largest
[[nodiscard]] void* take(std::size_t bytes);
/// Gives a piece back, on any thread.
void give_back(void* piece) noexcept;

} // namespace core::slabs
