#pragma once

#include <array>
#include <cstdint>

/// Philox4x32-10, the counter-based generator behind every draw: four 32-bit words are a pure
/// function of key and counter, so no draw depends on what was drawn before it, on the thread or on
/// the slot. Ours rather than Random123's so that a compiler can vectorise it over users; Random123
/// is the judge in the tests. Source: Salmon, Moraes, Dror & Shaw 2011, SC'11, table 2
/// (crush-resistant with 10 rounds).
namespace core::philox {

using Words = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

inline constexpr std::uint32_t multiplier_0 = 0xD2511F53U;
inline constexpr std::uint32_t multiplier_1 = 0xCD9E8D57U;
inline constexpr std::uint32_t weyl_0 = 0x9E3779B9U; ///< added to the key every round
inline constexpr std::uint32_t weyl_1 = 0xBB67AE85U;

[[nodiscard]] constexpr Key key_of(std::uint64_t seed) noexcept {
    return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
}

/// The block of words of a counter. Constexpr and branch-free.
[[nodiscard]] constexpr Words block(Key key, Words c) noexcept {
    for (int round = 0; round < 10; ++round) {
        std::uint64_t const a = std::uint64_t{multiplier_0} * c[0];
        std::uint64_t const b = std::uint64_t{multiplier_1} * c[2];
        c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(b),
             static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += weyl_0;
        key[1] += weyl_1;
    }
    return c;
}

} // namespace core::philox
