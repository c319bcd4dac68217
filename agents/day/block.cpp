#include "agents/day/block.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Room for a register behind the last users. Never a multiple of 64: rows a power of two apart
/// would fall on the same few lines of the cache.
std::size_t padded(std::size_t slots) {
    return (slots + 2 * most_lanes - 1) / (2 * most_lanes) * (2 * most_lanes) + most_lanes;
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
      table_(compiled.rows.daily, padded(capacity)),
      seldom_(padded(capacity), compiled.seldom.rows.size()) {
    HOLDFAST_EXPECT(capacity <= largest_block);
    user.resize(stride());
    place.resize(stride());
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
        row(r)[slot] = row(r)[count];
    }
    std::copy_n(seldom(count), programme.seldom.rows.size(), seldom(slot));
}

} // namespace agents
