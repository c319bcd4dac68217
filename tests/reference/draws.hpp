#pragma once

#include <array>
#include <cstdint>

/// The draws of docs/odd.md, section Draws, by Random123's own Philox and Boost.Math's normal
/// quantile: nothing here is shared with the product.
namespace reference {

using Words = std::array<std::uint32_t, 4>;

/// First of each family of purposes. Source: docs/odd.md, table of purposes.
enum class Purpose : std::uint32_t {
    traits = 0,
    arrival = 1,
    day = 2,
    attempts = 3,
    availability = 4,
    quality = 5,
    prompts = 6,
    people = 7,
    cause = 8,
    outage = 9,
    invitation = 13,
    events = 16,
    instrument = 4096,
    learned = 1U << 31U,
};

/// The four words of counter (user, day, purpose + offset, replicate) under the key of this seed.
[[nodiscard]] Words words(std::uint64_t seed, std::uint32_t user, std::uint32_t day,
                          Purpose purpose, std::uint32_t offset, std::uint32_t replicate);

/// (word >> 9) 2^-23 + 2^-24: the uniform of the daily steps, in (0,1).
[[nodiscard]] double daily_uniform(std::uint32_t word);

/// The normal of the daily steps: the quantile of daily_uniform.
[[nodiscard]] double daily_normal(std::uint32_t word);

/// (word + 1/2) 2^-32: the uniform of traits and people, in (0,1).
[[nodiscard]] double trait_uniform(std::uint32_t word);

/// Quantile of the standard normal at u in (0,1), and its inverse.
[[nodiscard]] double normal_quantile(double u);
[[nodiscard]] double normal_probability(double z);

} // namespace reference
