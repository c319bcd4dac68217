#pragma once

#include "agents/cohort.hpp"
#include "agents/day/day.hpp"
#include "agents/day/table.hpp"
#include "agents/day/tiles.hpp"
#include "agents/day/workspace.hpp"
#include "agents/programme.hpp"
#include "core/aligned.hpp"
#include "core/philox.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agents {

/// The state of the users of one block: a table, so that a step is a loop over contiguous slots.
/// Slots [0, count) are those who have not left; identity (`user`), not slot, keys the draws, so a
/// slot may be filled by anybody.
///
/// Steps work on as many slots at once as registers hold, so every row has slots behind `count`
/// that may be read and written freely.
class Block {
public:
    Block(Programme const& programme, Luck luck, std::size_t capacity);

    /// What is known of the user of a slot: the daily row r, r x tile_slots behind. Rows of
    /// subthemes are not kept here.
    [[nodiscard]] float* column(std::size_t slot) noexcept { return tiles_.column(slot); }
    [[nodiscard]] float const* column(std::size_t slot) const noexcept {
        return tiles_.column(slot);
    }
    /// A number in a daily row.
    [[nodiscard]] float& at(std::size_t r, std::size_t slot) noexcept {
        return column(slot)[r * tile_slots];
    }
    [[nodiscard]] float at(std::size_t r, std::size_t slot) const noexcept {
        return column(slot)[r * tile_slots];
    }
    [[nodiscard]] std::size_t stride() const noexcept { return user.size(); }

    /// What is seldom needed of the user of a slot; shape (programme.seldom.rows).
    [[nodiscard]] float* seldom(std::size_t slot) noexcept { return seldom_.row(slot); }
    [[nodiscard]] float const* seldom(std::size_t slot) const noexcept { return seldom_.row(slot); }

    /// Gets ready for a day.
    void begin(std::size_t today);
    /// Takes a user out; the last slot moves in.
    void remove(std::size_t slot) noexcept;

    Programme const& programme;
    core::philox::Key key;
    std::uint32_t replicate;
    std::size_t day = 0; ///< that is being lived, from 0, that of installing
    std::size_t count = 0;
    core::Aligned<std::uint32_t> user;  ///< who fills the slot; shape (stride)
    core::Aligned<std::uint32_t> place; ///< the row of the user in the outcomes; shape (stride)
    Workspace* work = nullptr;          ///< today's; of this thread

private:
    Tiles tiles_;
    Table seldom_; ///< a row a slot
};

} // namespace agents
