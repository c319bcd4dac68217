#include "analysis/experiments/permutation.hpp"

#include "analysis/experiments/drawn.hpp"
#include "core/contract.hpp"

#include <bit>

namespace analysis {

namespace {

/// Apart from the numbers of the rounds, so that shifts and bits share no words.
constexpr std::uint32_t shift_of = 1U << 16U;

} // namespace

Permutation::Permutation(std::uint64_t n, std::uint64_t seed, std::uint32_t column) noexcept
    : n_(n),
      seed_(seed),
      column_(column),
      rounds_(16 + 3 * static_cast<std::uint32_t>(std::bit_width(n - 1))) {
    HOLDFAST_EXPECT(n >= 1 && n <= std::uint64_t{1} << 31U);
    for (std::uint32_t round = 0; round < rounds_; round += 2) {
        auto const words = words_of(seed, Drawn::permutation, shift_of | round, column, n);
        shifts_[round] = static_cast<std::uint32_t>(first_of(words) % n);
        shifts_[round + 1] = static_cast<std::uint32_t>(second_of(words) % n);
    }
}

std::uint64_t Permutation::operator()(std::uint64_t x) const noexcept {
    for (std::uint32_t round = 0; round < rounds_; ++round) {
        std::uint64_t const shift = shifts_[round];
        std::uint64_t const partner = shift >= x ? shift - x : shift + n_ - x;
        std::uint64_t const pair = x > partner ? x : partner;
        auto const words = words_of(seed_, Drawn::permutation, round, column_, pair);
        x = (words[0] & 1U) != 0 ? partner : x;
    }
    return x;
}

} // namespace analysis
