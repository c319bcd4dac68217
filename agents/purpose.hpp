#pragma once

#include <cstddef>
#include <cstdint>

namespace agents {

/// What a draw is for: the third word of the counter (user, day, purpose, replicate). The values
/// are part of every result: they never change their meaning. See docs/odd.md, Draws.
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
    graph = 12, ///< by user and link
    invitation = 13,
    events = 16,        ///< + event / 4
    instrument = 4096,  ///< + 16 x instrument + item / 4
    learned = 1U << 31U ///< + 2 x day-part, + 1 for those ignored
};

[[nodiscard]] constexpr std::uint32_t purpose_of(Purpose purpose, std::size_t offset = 0) noexcept {
    return static_cast<std::uint32_t>(purpose) + static_cast<std::uint32_t>(offset);
}

} // namespace agents
