#include "analysis/recurrent/transition_hazard.hpp"

#include "core/contract.hpp"

namespace analysis {

namespace {

void count_last_rows(TransitionTable const& table, TransitionCounts& counts) {
    auto const order = rows_by_person(table.person, table.start);
    for (std::size_t k = 0; k < order.size(); ++k) {
        auto const row = order[k];
        bool const last = k + 1 == order.size() || table.person[order[k + 1]] != table.person[row];
        if (last && !table.moves(row)) {
            counts.still_in[static_cast<std::size_t>(table.from[row])] += table.weight_of(row);
        }
    }
}

} // namespace

TransitionCounts transition_counts(TransitionTable const& table) {
    HOLDFAST_EXPECT(mistakes(table).empty());
    auto const states = table.states.size();
    TransitionCounts counts{.count = {states, std::vector<double>(states)},
                            .still_in = std::vector<double>(states),
                            .time_in = std::vector<double>(states)};
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const from = static_cast<std::size_t>(table.from[i]);
        counts.time_in[from] += table.weight_of(i) * (table.stop[i] - table.start[i]);
        if (table.moves(i)) {
            counts.count[from][static_cast<std::size_t>(table.to[i])] += table.weight_of(i);
        }
    }
    count_last_rows(table, counts);
    return counts;
}

NelsonAalen transition_hazard(TransitionTable const& table, int from, int to, Level level) {
    HOLDFAST_EXPECT(mistakes(table).empty());
    return nelson_aalen(transition_events(table, from, to), level, LimitScale::log_log,
                        HazardTies::nelson_aalen, CurveVariance::jackknife);
}

} // namespace analysis
