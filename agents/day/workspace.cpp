#include "agents/day/workspace.hpp"

#include <algorithm>

namespace agents {

namespace {

template <class T>
void grow(core::Aligned<T>& values, std::size_t size) {
    values.resize(std::max(values.size(), size));
}

} // namespace

void List::make_room(std::size_t rows, std::size_t stride) {
    if (slots.size() != stride) {
        // Slots behind the last may be read too: they must be some that there are.
        slots.assign(stride, 0);
        users.assign(stride, 0);
    }
    grow(table_, rows * pitch);
    count = 0;
    done = 0;
}

void Workspace::make_room(Programme const& programme, std::size_t stride) {
    for (List* const list : {&openers, &eventful, &asked}) {
        list->make_room(programme.rows.total, stride);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        grow(attempted[p], stride);
        grow(succeeded[p], stride);
    }
    leavers.clear();
    prompts_sent = 0;
    sums.assign((3 + programme.components.size()) * tile_slots, 0);
    grow(fours, programme.seldom.rows.size() * tile_slots);
    grow(fading_left, programme.fadings.size() * tile_slots);
    grow(next_subthemes, programme.subthemes.size() * tile_slots);
    grow(hazards, programme.causes.size() * tile_slots);
    met.assign((programme.events.size() + 31) / 32 * tile_slots, 0);
    grow(chances, 2 * programme.events.size() * tile_slots);
}

} // namespace agents
