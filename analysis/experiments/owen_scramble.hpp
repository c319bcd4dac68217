#pragma once

#include <cstdint>

namespace analysis {

/// x with each bit flipped by a random bit that is a function of (seed, column) and of all bits
/// above it: a permutation of the 32-bit numbers under which numbers that share their first m bits,
/// and no more, still do. Source: Owen 1995, section 2.
[[nodiscard]] std::uint32_t owen_scramble(std::uint32_t x, std::uint64_t seed,
                                          std::uint32_t column) noexcept;

} // namespace analysis
