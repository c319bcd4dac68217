#pragma once

#include "core/mathematics.hpp"

#include <cstddef>
#include <span>

namespace agents {

/// Independent things that may happen today, of which most people on most days meet none. One
/// uniform says whether there is any; which, is asked only of those few:
///
///   any_i = p_i + (1 - p_i) any_{i+1}        P(one of the things from the i-th on), any_n = 0
///   thing i happens with p_i / any_i while none has happened, with p_i afterwards
///
/// so that together they have the joint distribution of n independent draws.
///
/// For all users at once the test runs on odds, o = p / (1 - p) = e^eta, which need no division:
/// S_i = o_i (1 + S_{i+1}) + S_{i+1} are the odds of any_i. Source: elementary; docs/odd.md,
/// step 3.

/// Odds are held here, or the product of four could overflow.
inline constexpr float largest_odds = 1e30F;

/// Odds that one more thing, or any of those whose odds are `of_rest`, happens.
[[nodiscard]] inline float odds_of_any(float odds, float of_rest) noexcept {
    return std::min(odds * (1.0F + of_rest) + of_rest, largest_odds);
}

/// uniform < p, where p / (1 - p) = odds.
[[nodiscard]] inline bool below_odds(float uniform, float odds) noexcept {
    return uniform * (1.0F + odds) < odds;
}

/// Turns the chances p_i into those given that something happens and nothing has yet, p_i / any_i.
/// @param first  receives them, shape of chance
inline void chances_of_first(std::span<float const> chance, std::span<float> first) noexcept {
    float any = 0.0F;
    for (std::size_t i = chance.size(); i-- > 0;) {
        any = chance[i] + (1.0F - chance[i]) * any;
        first[i] = chance[i] / any;
    }
}

} // namespace agents
