#pragma once

#include "core/csv.hpp"
#include "report/data/columns.hpp"
#include "report/data/event_data.hpp"

#include <string>
#include <utility>
#include <vector>

namespace report {

/// Which columns of a CSV file hold what; an empty name: no such column.
struct EventColumns {
    std::string time = {};
    std::string event = {};
    std::string entry = {};
    std::string group = {};
    std::string strata = {};
    std::string weight = {};
    std::string person = {}; ///< rows with the same value are one person, or one site
    std::vector<std::string> covariates = {};

    std::string baseline = {}; ///< the group that comes first; default: the lowest
    std::string censored =
        {}; ///< the code of `event` that means censored; default: see read_events
    /// Codes of `event` and the causes they stand for; empty: see read_events.
    std::vector<std::pair<std::string, std::string>> causes = {};
    bool competing = false; ///< every code that is not `censored` is a cause of that name
    Missing missing = Missing::refuse;
};

/// Takes times to events out of a CSV file.
///
/// Codes of the event, when nothing is said about them: 0 and 1, FALSE and TRUE, and 1 and 2 (as in
/// R's Surv: 2 is the event) are understood, 0 or "censored" beside one other code too. More codes
/// must be named or declared competing, so that a stray code cannot pass for an event.
///
/// A covariate that holds texts becomes one column of 0 and 1 for each level but the first.
/// Tells every mistake: columns that are not there, cells that are no numbers, times below 0, an
/// entry that is not before the time, weights that are not above 0, codes that nobody named, more
/// than 64 groups. What it returns is of use only when there was none.
[[nodiscard]] EventData read_events(core::CsvTable const& table, EventColumns const& columns,
                                    core::Mistakes& mistakes);

} // namespace report
