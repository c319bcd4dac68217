#pragma once

#include "analysis/recurrent/transition_table.hpp"

namespace analysis {

/// The persons who are in a state just after time s, followed from there: their rows from s on. The
/// state probabilities of that table (state_occupation) are those of going from this state at s to
/// each state, and take the past of these persons as it was: where it matters beyond the state, as
/// it does when people differ, transition_probabilities is wrong and this is right. It uses fewer
/// people.
/// @param state  0 .. states - 1; @param s  >= 0
/// Source: landmark Aalen-Johansen estimator, Putter & Spitoni 2018, Stat Methods Med Res 27:2081.
[[nodiscard]] TransitionTable in_state_at(TransitionTable const& table, int state, double s);

} // namespace analysis
