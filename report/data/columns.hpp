#pragma once

#include "core/csv.hpp"
#include "report/data/event_data.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace report {

/// What becomes of rows in which a column that is used says nothing (an empty cell or NA).
enum class Missing {
    refuse,    ///< a mistake, told by place
    leave_out, ///< the row is left out, as R's na.omit does
};

namespace data {

/// Index of a column; none for an empty name, and for one that is not there, which is told.
[[nodiscard]] std::optional<std::size_t>
find_column(core::CsvTable const& table, std::string const& name, core::Mistakes& mistakes);

/// Rows with nothing missing in the columns; tells what is missing where it must not be, and when
/// no row is left.
[[nodiscard]] std::vector<std::size_t> complete_rows(core::CsvTable const& table,
                                                     std::vector<std::size_t> const& columns,
                                                     Missing missing, core::Mistakes& mistakes);

/// How many groups a column may divide rows into.
enum class Division {
    compared, ///< at most 64, as they are shown side by side
    strata,   ///< any number
};

/// The groups of a column, the one named `first` first; one group without a column.
[[nodiscard]] NamedGroups grouping_of(core::CsvTable const& table,
                                      std::optional<std::size_t> column,
                                      std::vector<std::size_t> const& rows,
                                      std::string const& first, core::Mistakes& mistakes,
                                      Division division = Division::compared);

} // namespace data
} // namespace report
