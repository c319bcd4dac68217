#pragma once

#include "report/data/cells.hpp"

#include <cstddef>
#include <vector>

namespace report::data {

/// One value a user out of a column with one a row; tells rows that contradict an earlier one.
/// @param silent  the value that says nothing
template <class Value>
[[nodiscard]] std::vector<Value> one_a_user(std::vector<Value> const& of_row,
                                            std::vector<int> const& user_of_row, std::size_t users,
                                            Value silent, ColumnMistakes& told) {
    std::vector<Value> of_user(users, silent);
    for (std::size_t row = 0; row < of_row.size(); ++row) {
        auto& value = of_user[static_cast<std::size_t>(user_of_row[row])];
        if (value != silent && of_row[row] != silent && value != of_row[row]) {
            told.add(row, "contradicts an earlier row of this user", "the same in every row");
        }
        value = value == silent ? of_row[row] : value;
    }
    return of_user;
}

} // namespace report::data
