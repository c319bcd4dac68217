#pragma once

#include "agents/cohort.hpp"
#include "core/csv.hpp"
#include "core/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sim::reading {

/// A column of a CSV file: numbers, or the codes 0, 1, ... of words.
struct CsvColumn {
    std::vector<double> values;
    std::vector<std::string> levels; ///< ascending; empty for numbers
};

/// The CSV file that a file at `from` names; nothing, with the mistakes told, when it cannot be
/// used or holds no rows.
[[nodiscard]] std::optional<core::CsvTable> open_csv(core::schema::Cursor const& named,
                                                     std::string const& from);

/// Every value of a column as a number; tells a missing column and the first value that is none.
[[nodiscard]] std::optional<CsvColumn> numbers_of(core::CsvTable const& table,
                                                  core::schema::Cursor const& column);
/// Numbers where every value is one, otherwise a category of at most 64 words.
[[nodiscard]] std::optional<CsvColumn> values_of(core::CsvTable const& table,
                                                 core::schema::Cursor const& column);

/// The file of real people of a cohort.
struct People {
    bool named = false;                  ///< the cohort names one
    std::optional<core::CsvTable> table; ///< when it could be read
};

} // namespace sim::reading
