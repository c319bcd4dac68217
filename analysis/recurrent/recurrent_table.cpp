#include "analysis/recurrent/recurrent_table.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace analysis {

namespace {

/// Calls visit(row, row before of the same person) for rows that are not a person's first.
template <typename Visit>
void each_next_row(RecurrentTable const& table, Visit&& visit) {
    auto const order = rows_by_person(table.person, table.start);
    for (std::size_t k = 1; k < order.size(); ++k) {
        if (table.person[order[k]] == table.person[order[k - 1]]) {
            visit(order[k], order[k - 1]);
        }
    }
}

void find_between_rows(RecurrentTable const& table, std::vector<RowMistake>& found) {
    each_next_row(table, [&](std::size_t row, std::size_t before) {
        if (table.status[before] == RecurrentStatus::terminal) {
            found.push_back({row, RowFault::after_the_end});
        } else if (earlier(table.start[row], table.stop[before])) {
            found.push_back({row, RowFault::overlap});
        } else if (!table.weight.empty() && table.weight[row] != table.weight[before]) {
            found.push_back({row, RowFault::other_weight});
        }
    });
}

} // namespace

std::vector<RowMistake> mistakes(RecurrentTable const& table) {
    HOLDFAST_EXPECT(table.start.size() == table.size() && table.stop.size() == table.size() &&
                    table.status.size() == table.size());
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    auto found = interval_mistakes(table.start, table.stop, table.weight);
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.status[i] < RecurrentStatus::none ||
            table.status[i] > RecurrentStatus::terminal) {
            found.push_back({i, RowFault::unknown_status});
        }
    }
    if (found.empty()) {
        find_between_rows(table, found);
    }
    return found;
}

EventTable event_table(RecurrentTable const& table) {
    HOLDFAST_EXPECT(mistakes(table).empty());
    return {.time = table.stop,
            .status = table.status,
            .causes = 2,
            .entry = table.start,
            .weight = table.weight,
            .cluster = table.person};
}

std::vector<int> event_numbers(RecurrentTable const& table) {
    std::vector<int> number(table.size(), 1);
    each_next_row(table, [&](std::size_t row, std::size_t before) {
        number[row] = number[before] + (table.status[before] == RecurrentStatus::event ? 1 : 0);
    });
    return number;
}

EventTable since_last_event(RecurrentTable const& table) {
    std::vector<double> last(table.size(), 0);
    each_next_row(table, [&](std::size_t row, std::size_t before) {
        last[row] =
            table.status[before] == RecurrentStatus::event ? table.stop[before] : last[before];
    });
    auto since = event_table(table);
    for (std::size_t i = 0; i < since.size(); ++i) {
        since.entry[i] = std::max(0.0, since.entry[i] - last[i]); // against rounding
        since.time[i] -= last[i];
    }
    return since;
}

} // namespace analysis
