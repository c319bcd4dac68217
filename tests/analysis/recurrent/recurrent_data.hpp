#pragma once

#include "analysis/recurrent/recurrent_table.hpp"
#include "analysis/recurrent/transition_table.hpp"
#include "tests/analysis/frame.hpp"

#include <string>
#include <vector>

/// The data sets of r/topics/recurrent.R.
namespace tests::recurrent {

[[nodiscard]] analysis::RecurrentTable bladder2(Frame const& frame);
[[nodiscard]] analysis::RecurrentTable cgd(Frame const& frame);
[[nodiscard]] analysis::RecurrentTable heart(Frame const& frame);
/// Recurrence, and death as the terminal event. @param frame  states_colon, or part of it
[[nodiscard]] analysis::RecurrentTable colon(Frame const& frame);

/// tests/data/NAME.csv, written by make_state_rows.R beside it.
[[nodiscard]] analysis::TransitionTable state_rows(std::string const& name,
                                                   std::vector<std::string> const& states);
[[nodiscard]] analysis::TransitionTable mgus2();
/// In months of age, entering at the age of diagnosis.
[[nodiscard]] analysis::TransitionTable mgus2_by_age();
[[nodiscard]] analysis::TransitionTable myeloid();
[[nodiscard]] analysis::TransitionTable pbcseq();

} // namespace tests::recurrent
