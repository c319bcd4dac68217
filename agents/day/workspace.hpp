#pragma once

#include "agents/day/tiles.hpp"
#include "agents/day_part.hpp"
#include "agents/programme.hpp"
#include "core/aligned.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agents {

/// Users whom a part of the day concerns. Those who wait for it stand side by side in a table of
/// their own: copying a row there costs less than gathering it once. As soon as they fill a
/// register their turn comes, so that the table stays in the nearest cache.
struct List {
    /// From one row to the next: who waits, and as many as may come at once.
    static constexpr std::size_t pitch = 2 * tile_slots;

    core::Aligned<std::uint32_t> slots; ///< where they are in the block, ascending
    core::Aligned<std::uint32_t> users; ///< who they are
    std::size_t count = 0;
    std::size_t done = 0; ///< so many have had their turn

    /// Of those who wait.
    [[nodiscard]] float* row(std::size_t r) noexcept { return table_.data() + r * pitch; }
    [[nodiscard]] float const* row(std::size_t r) const noexcept {
        return table_.data() + r * pitch;
    }
    [[nodiscard]] std::size_t waiting() const noexcept { return count - done; }

    /// An empty one.
    void make_room(std::size_t rows, std::size_t stride);

private:
    core::Aligned<float> table_; ///< shape (rows, pitch)
};

/// What a block needs while it lives a day, and not from one day to the next: one a thread will do.
struct Workspace {
    void make_room(Programme const& programme, std::size_t stride);

    List openers;  ///< those who make an attempt today
    List eventful; ///< of the others, those to whom something happens
    List asked;    ///< those who fill in a questionnaire
    PerDayPart<core::Aligned<float>> attempted, succeeded; ///< of the openers, in order; 1 or 0
    std::vector<std::uint32_t> leavers;                    ///< slots of those who leave today
    std::size_t prompts_sent = 0;                          ///< today

    /// Of each sum over users a share a lane, shape (distress, alliance, its square, then
    /// components; tile_slots).
    core::Aligned<std::uint32_t> sums;

    // Of the register of users that is being worked on.
    core::Aligned<float> fours;          ///< shape (seldom rows / 4, lanes, 4)
    core::Aligned<float> fading_left;    ///< shape (fadings, tile_slots)
    core::Aligned<float> next_subthemes; ///< shape (subthemes, tile_slots)
    core::Aligned<float> hazards;        ///< shape (causes, tile_slots)
    /// Bit m mod 32 of word m div 32: event m happens today; shape (words, tile_slots).
    core::Aligned<std::uint32_t> met;
    /// That an event happens, and that it does given that none before it has; shape (2, events,
    /// tile_slots).
    core::Aligned<float> chances;
};

} // namespace agents
