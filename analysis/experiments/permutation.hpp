#pragma once

#include <array>
#include <cstdint>

namespace analysis {

/// A random permutation of 0 .. n - 1 of which any one image is told without the others: a
/// swap-or-not shuffle. In each round x and its partner, (shift - x) mod n, change places or do
/// not, by a random bit of the pair. The bits are Philox's, the shifts too; 16 + 3 log2(n) rounds.
/// No walk out of a larger domain, as Feistel's networks need, and near to uniform over all
/// permutations for small n as well. Source: Hoang, Morris & Rogaway 2012, CRYPTO, theorem 2.
class Permutation {
public:
    /// @param n  1 .. 2^31 @param column  which of a seed's permutations
    Permutation(std::uint64_t n, std::uint64_t seed, std::uint32_t column) noexcept;

    /// Where x goes. @param x  below n
    [[nodiscard]] std::uint64_t operator()(std::uint64_t x) const noexcept;

private:
    static constexpr std::uint32_t most_rounds = 16 + 3 * 32;
    std::uint64_t n_;
    std::uint64_t seed_;
    std::uint32_t column_;
    std::uint32_t rounds_;
    std::array<std::uint32_t, most_rounds> shifts_; ///< [0, n)
};

} // namespace analysis
