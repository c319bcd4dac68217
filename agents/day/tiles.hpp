#pragma once

#include "agents/day/spare_memory.hpp"

#include <cstddef>

namespace agents {

/// Slots of a tile: lanes of two of the widest registers.
inline constexpr std::size_t tile_slots = 32;

/// A table of numbers, a row a variable and a column ("slot") a user, cut into tiles of so many
/// slots: what is known of a register of users stands together, row after row, so that a day walks
/// through memory in one direction. Shape (tiles, rows, tile_slots).
class Tiles {
public:
    /// Not set yet.
    Tiles(std::size_t rows, std::size_t slots)
        : rows_(rows), values_((slots + tile_slots - 1) / tile_slots * rows * tile_slots) {}

    /// Where row 0 of the slot stands; row r of it, r x tile_slots behind.
    [[nodiscard]] float* column(std::size_t slot) noexcept {
        return values_.data() + place_of(slot);
    }
    [[nodiscard]] float const* column(std::size_t slot) const noexcept {
        return values_.data() + place_of(slot);
    }

private:
    [[nodiscard]] std::size_t place_of(std::size_t slot) const noexcept {
        return slot / tile_slots * rows_ * tile_slots + slot % tile_slots;
    }

    std::size_t rows_;
    SpareMemory values_;
};

} // namespace agents
