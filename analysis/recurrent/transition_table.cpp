#include "analysis/recurrent/transition_table.hpp"

#include "core/contract.hpp"

namespace analysis {

namespace {

bool is_state(TransitionTable const& table, int state) {
    return state >= 0 && static_cast<std::size_t>(state) < table.states.size();
}

void find_unknown_states(TransitionTable const& table, std::vector<RowMistake>& found) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!is_state(table, table.from[i]) ||
            (table.to[i] != no_state && !is_state(table, table.to[i]))) {
            found.push_back({i, RowFault::unknown_status});
        }
    }
}

void find_between_rows(TransitionTable const& table, std::vector<RowMistake>& found) {
    auto const order = rows_by_person(table.person, table.start);
    for (std::size_t k = 1; k < order.size(); ++k) {
        auto const row = order[k];
        auto const before = order[k - 1];
        if (table.person[row] != table.person[before]) {
            continue;
        }
        int const state = table.moves(before) ? table.to[before] : table.from[before];
        if (earlier(table.start[row], table.stop[before])) {
            found.push_back({row, RowFault::overlap});
        } else if (table.from[row] != state) {
            found.push_back({row, RowFault::other_state});
        } else if (table.weight_of(row) != table.weight_of(before)) {
            found.push_back({row, RowFault::other_weight});
        }
    }
}

} // namespace

std::vector<RowMistake> mistakes(TransitionTable const& table) {
    HOLDFAST_EXPECT(!table.states.empty());
    HOLDFAST_EXPECT(table.start.size() == table.size() && table.stop.size() == table.size() &&
                    table.from.size() == table.size() && table.to.size() == table.size());
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    auto found = interval_mistakes(table.start, table.stop, table.weight);
    find_unknown_states(table, found);
    if (found.empty()) {
        find_between_rows(table, found);
    }
    return found;
}

EventTable transition_events(TransitionTable const& table, int from, int to) {
    HOLDFAST_EXPECT(is_state(table, from) && is_state(table, to) && from != to);
    EventTable events;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.from[i] == from) {
            events.entry.push_back(table.start[i]);
            events.time.push_back(table.stop[i]);
            events.status.push_back(table.to[i] == to ? 1 : 0);
            events.cluster.push_back(table.person[i]);
            if (!table.weight.empty()) {
                events.weight.push_back(table.weight[i]);
            }
        }
    }
    return events;
}

} // namespace analysis
