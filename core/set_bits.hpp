#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace core {

/// Of each byte: in byte n, which of its bits is the n-th that is set; 0 behind the last.
inline constexpr std::array<std::uint64_t, 256> set_bits = [] {
    std::array<std::uint64_t, 256> all{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        std::size_t n = 0;
        for (std::uint64_t bit = 0; bit < 8; ++bit) {
            if ((byte >> bit & 1U) != 0) {
                all[byte] |= bit << (8 * n++);
            }
        }
    }
    return all;
}();

} // namespace core
