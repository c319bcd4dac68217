#pragma once

#include "analysis/recurrent/transition_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// A change of state at a time, and the share of those in `from` who go.
struct StateMove {
    std::size_t from = 0;
    std::size_t to = 0;
    double hazard = 0; ///< d / n, (0,1]
};

/// The distinct times with a change of state, ascending, and what happens at each: a step of the
/// matrix product. Rows are told by the steps at which they are at risk.
struct StateSteps {
    explicit StateSteps(TransitionTable const& table);

    std::size_t states;
    std::vector<double> time;              ///< shape (steps)
    std::vector<double> at_risk;           ///< shape (steps, states), sums of weights
    std::vector<std::uint32_t> begin;      ///< shape (rows), first step at risk
    std::vector<std::uint32_t> end;        ///< shape (rows), the one after the last
    std::vector<std::uint32_t> by_person;  ///< rows by person, then start
    std::vector<std::size_t> person_begin; ///< shape (persons + 1), where in by_person each begins
    double last_stop = 0;                  ///< of all rows

    [[nodiscard]] std::size_t size() const noexcept { return time.size(); }
    [[nodiscard]] std::size_t persons() const noexcept { return person_begin.size() - 1; }
    [[nodiscard]] std::span<StateMove const> moves(std::size_t step) const;
    [[nodiscard]] double at_risk_in(std::size_t step, std::size_t state) const {
        return at_risk[step * states + state];
    }
    /// Whether the state is ever left.
    [[nodiscard]] bool is_left(std::size_t state) const;

private:
    void place_rows(TransitionTable const& table);
    void count_at_risk(TransitionTable const& table);
    void count_moves(TransitionTable const& table);
    void group_persons(TransitionTable const& table);

    std::vector<StateMove> moves_;
    std::vector<std::size_t> moves_begin_; ///< shape (steps + 1)
};

} // namespace analysis
