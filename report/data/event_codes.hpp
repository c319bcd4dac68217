#pragma once

#include "report/data/cells.hpp"
#include "report/data/event_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace report::data {

/// What each code of an event column means.
struct EventCodes {
    std::vector<int> status_of_level; ///< shape (levels): 0 censored, else 1-based cause
    std::vector<std::string> causes;
    std::string note; ///< what was concluded, when nothing was said: "1 is censored, 2 the event"
};

/// Decides by what the user said, else by custom (see read_events); tells what cannot be decided.
/// @param codes  the levels of the column
[[nodiscard]] std::optional<EventCodes> event_codes(Levels const& codes,
                                                    EventColumns const& columns,
                                                    core::CsvTable const& table,
                                                    core::Mistakes& mistakes);

} // namespace report::data
