#pragma once

#include "sim/record.hpp"

#include <string>

namespace sim {

/// What is wrong with the values of a record that was read, with the path of the column:
/// "designs/plain/users/cause: 77 of person 0 is no cause (0 to 3, 255)". Empty when it can be
/// used.
[[nodiscard]] std::string fault_of(Record const& record);

} // namespace sim
