#include "agents/day/block.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Whole tiles, and one more, so that lists of users may be written a tile at a time.
std::size_t padded(std::size_t slots) {
    return (slots + tile_slots - 1) / tile_slots * tile_slots + tile_slots;
}

Workspace& workspace() {
    thread_local Workspace of_this_thread;
    return of_this_thread;
}

} // namespace

Block::Block(Programme const& compiled, Luck luck, std::size_t capacity)
    : programme(compiled),
      key(core::philox::key_of(luck.seed)),
      replicate(luck.replicate),
      tiles_(compiled.rows.daily, padded(capacity)),
      seldom_(padded(capacity), compiled.seldom.rows.size()) {
    HOLDFAST_EXPECT(capacity <= largest_block);
    user.resize(padded(capacity));
    place.resize(padded(capacity));
}

void Block::begin(std::size_t today) {
    day = today;
    work = &workspace();
    work->make_room(programme, stride());
}

void Block::remove(std::size_t slot) noexcept {
    --count;
    user[slot] = user[count];
    place[slot] = place[count];
    for (std::size_t r = programme.layout.component(0); r < programme.rows.daily; ++r) {
        at(r, slot) = at(r, count);
    }
    std::copy_n(seldom(count), programme.seldom.rows.size(), seldom(slot));
}

} // namespace agents
