#pragma once

#include "core/philox.hpp"

#include <cstdint>

namespace analysis {

/// What random words are for: the same seed serves all of these without any two sharing a word.
/// The numbers are part of what a seed means, so they never change.
enum class Drawn : std::uint32_t {
    random_point = 1,
    permutation = 2,
    jitter = 3,
    scramble = 4,
    trajectory = 5,
    direction = 6,
    factor_order = 7,
    bootstrap = 8,
    folds = 9,
};

/// Two 64-bit words that are a pure function of all arguments. @param which  of a purpose, below
/// 2^24: a round, a chunk
[[nodiscard]] constexpr core::philox::Words words_of(std::uint64_t seed, Drawn purpose,
                                                     std::uint32_t which, std::uint32_t column,
                                                     std::uint64_t index) noexcept {
    return core::philox::block(core::philox::key_of(seed),
                               {static_cast<std::uint32_t>(purpose) | which << 8U, column,
                                static_cast<std::uint32_t>(index),
                                static_cast<std::uint32_t>(index >> 32U)});
}

[[nodiscard]] constexpr std::uint64_t first_of(core::philox::Words const& words) noexcept {
    return words[0] | std::uint64_t{words[1]} << 32U;
}
[[nodiscard]] constexpr std::uint64_t second_of(core::philox::Words const& words) noexcept {
    return words[2] | std::uint64_t{words[3]} << 32U;
}

/// (0,1), never an end: the middle of one of 2^52 equal pieces, exactly.
[[nodiscard]] constexpr double open_uniform(std::uint64_t word) noexcept {
    return (static_cast<double>(word >> 12U) + 0.5) * 0x1p-52;
}

/// 0 .. below - 1, off equal chances by at most below / 2^32. @param below  at least 1
[[nodiscard]] constexpr std::uint32_t integer_below(std::uint32_t word,
                                                    std::uint32_t below) noexcept {
    return static_cast<std::uint32_t>(std::uint64_t{word} * below >> 32U);
}

} // namespace analysis
