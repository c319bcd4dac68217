#pragma once

#include "analysis/data/interval_table.hpp"
#include "core/csv.hpp"
#include "report/data/columns.hpp"

#include <string>

namespace report {

/// Which columns of a CSV file hold what.
struct IntervalColumns {
    std::string lower; ///< the event had not come by then
    std::string upper; ///< it had come by then; an empty cell, NA or Inf: never seen
    std::string group = {};
    std::string weight = {};
    std::string baseline = {};
    Missing missing = Missing::refuse;
};

/// Times of events of which only an interval is known.
struct IntervalData {
    std::string source;
    analysis::IntervalTable table;
    NamedGroups groups;
    std::size_t rows_left_out = 0;
};

/// Tells every mistake: cells that are no numbers, times below 0, an upper end below the lower.
[[nodiscard]] IntervalData read_intervals(core::CsvTable const& table,
                                          IntervalColumns const& columns, core::Mistakes& mistakes);

} // namespace report
