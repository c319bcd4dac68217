#include "analysis/recurrent/state_steps.hpp"

#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace analysis {

namespace {

/// Distinct times at which a row ends with a change of state.
TimeGrid times_of_moves(TransitionTable const& table) {
    EventTable moves;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.moves(i)) {
            moves.time.push_back(table.stop[i]);
            moves.status.push_back(1);
        }
    }
    return TimeGrid(moves);
}

} // namespace

StateSteps::StateSteps(TransitionTable const& table) : states(table.states.size()) {
    HOLDFAST_EXPECT(mistakes(table).empty());
    place_rows(table);
    count_at_risk(table);
    count_moves(table);
    group_persons(table);
}

void StateSteps::place_rows(TransitionTable const& table) {
    auto const grid = times_of_moves(table);
    time = grid.times();
    begin.resize(table.size());
    end.resize(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        begin[i] = static_cast<std::uint32_t>(grid.rows_until(table.start[i]));
        end[i] = static_cast<std::uint32_t>(grid.rows_until(table.stop[i]));
        last_stop = std::max(last_stop, table.stop[i]);
    }
}

void StateSteps::count_at_risk(TransitionTable const& table) {
    // What comes less what goes, added up; long double, as weights that have gone are subtracted.
    std::vector<long double> change((time.size() + 1) * states);
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const from = static_cast<std::size_t>(table.from[i]);
        change[begin[i] * states + from] += table.weight_of(i);
        change[end[i] * states + from] -= table.weight_of(i);
    }
    at_risk.resize(time.size() * states);
    for (std::size_t k = 0; k < at_risk.size(); ++k) {
        if (k >= states) {
            change[k] += change[k - states];
        }
        at_risk[k] = static_cast<double>(change[k]);
    }
}

void StateSteps::count_moves(TransitionTable const& table) {
    std::vector<std::map<std::pair<int, int>, double>> count(time.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.moves(i)) {
            count[end[i] - 1][{table.from[i], table.to[i]}] += table.weight_of(i);
        }
    }
    moves_begin_.push_back(0);
    for (std::size_t step = 0; step < count.size(); ++step) {
        for (auto const& [states_of, weight] : count[step]) {
            auto const from = static_cast<std::size_t>(states_of.first);
            moves_.push_back({.from = from,
                              .to = static_cast<std::size_t>(states_of.second),
                              .hazard = std::min(1.0, weight / at_risk_in(step, from))});
        }
        moves_begin_.push_back(moves_.size());
    }
}

void StateSteps::group_persons(TransitionTable const& table) {
    by_person = rows_by_person(table.person, table.start);
    for (std::size_t k = 0; k < by_person.size(); ++k) {
        if (k == 0 || table.person[by_person[k]] != table.person[by_person[k - 1]]) {
            person_begin.push_back(k);
        }
    }
    person_begin.push_back(by_person.size());
}

std::span<StateMove const> StateSteps::moves(std::size_t step) const {
    return std::span(moves_).subspan(moves_begin_[step],
                                     moves_begin_[step + 1] - moves_begin_[step]);
}

bool StateSteps::is_left(std::size_t state) const {
    return std::any_of(moves_.begin(), moves_.end(),
                       [&](StateMove const& move) { return move.from == state; });
}

} // namespace analysis
