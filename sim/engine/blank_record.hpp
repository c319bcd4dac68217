#pragma once

#include "sim/engine/compiled_run.hpp"
#include "sim/record.hpp"
#include "sim/tally/fold.hpp"

#include <cstddef>

namespace sim {

/// A record of so many users of whom nothing is known, with everything else in its place.
[[nodiscard]] Record blank_record(CompiledRun const& run, std::size_t users);

/// The totals of a design under which nobody has lived a day.
[[nodiscard]] agents::DayTotals blank_totals(Scenario const& scenario,
                                             agents::Design const& design);

/// The counts of nobody, of the sizes that a record has.
[[nodiscard]] Tallies blank_tallies(Record const& record);

} // namespace sim
