#pragma once

#include "analysis/data/event_table.hpp"
#include "sim/tally/tally.hpp"

#include <cstddef>

/// Counts of people as event tables, a row for each kind of people that there is, whose weight is
/// the number of them: copies of one row.
namespace sim {

/// Times to attrition of everybody under a design, as analysis::events gives them person by person.
/// @param definition  below counted_attritions
[[nodiscard]] analysis::EventTable events_of(DesignTally const& counts, std::size_t definition);

/// The same people under two designs, all causes together: row i of both are the same people.
struct PairedEvents {
    analysis::EventTable variant;
    analysis::EventTable baseline;
};
[[nodiscard]] PairedEvents paired_events_of(PairTally const& pairs, std::size_t definition);

} // namespace sim
