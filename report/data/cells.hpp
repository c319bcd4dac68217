#pragma once

#include "core/csv.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// Columns of a CSV file as numbers and as words, with mistakes told by place.
namespace report::data {

/// Whether a cell says that nothing is known: empty, or NA as R writes it.
[[nodiscard]] bool is_missing(std::string_view cell) noexcept;

/// A number that reads the same however it is written ("1", "1.0", "01"), or the trimmed text.
[[nodiscard]] std::string canonical(std::string_view cell);

/// Tells mistakes of one kind in one column: the first twenty by place, then their number.
class ColumnMistakes {
public:
    ColumnMistakes(core::CsvTable const& table, std::size_t column, core::Mistakes& mistakes)
        : table_(table), column_(column), mistakes_(mistakes) {}
    ~ColumnMistakes();
    ColumnMistakes(ColumnMistakes const&) = delete;
    ColumnMistakes& operator=(ColumnMistakes const&) = delete;

    void add(std::size_t row, std::string const& what, std::string const& allowed);

private:
    core::CsvTable const& table_;
    std::size_t column_;
    core::Mistakes& mistakes_;
    std::size_t count_ = 0;
};

/// What a number in a column may be.
struct NumberRange {
    double low = -std::numeric_limits<double>::infinity();
    bool low_is_in = true;
    char const* words = "a finite number"; ///< "a number, 0 or more"
};

inline constexpr NumberRange any_number{};
inline constexpr NumberRange not_negative{0, true, "a number, 0 or more"};
inline constexpr NumberRange positive{0, false, "a number above 0"};

/// The cells of some rows as numbers, shape (rows); mistakes are told, and NaN stands for these.
/// @param rows  without missing cells in the column
[[nodiscard]] std::vector<double> numbers(core::CsvTable const& table, std::size_t column,
                                          std::vector<std::size_t> const& rows,
                                          NumberRange const& range, core::Mistakes& mistakes);

/// The cells of some rows by the order of their levels: numbers ascending when all are numbers,
/// else texts in ascending order, as a factor in R.
struct Levels {
    std::vector<int> of;            ///< shape (rows), index into names
    std::vector<std::string> names; ///< canonical
    bool all_numbers = true;
};
[[nodiscard]] Levels levels(core::CsvTable const& table, std::size_t column,
                            std::vector<std::size_t> const& rows);

/// Tells more groups than can be compared (64).
void limit_groups(Levels const& levels, core::CsvTable const& table, std::size_t column,
                  core::Mistakes& mistakes);

/// Puts the level of that name first, when there is a name; tells one that is not there.
void put_first(Levels& levels, std::string const& first, core::CsvTable const& table,
               std::size_t column, core::Mistakes& mistakes);

} // namespace report::data
