#pragma once

#include "core/csv.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace report::data {

/// Why users left an app for good.
struct LeavingCauses {
    std::vector<std::string> names;    ///< at most 64; "left" where a log does not tell
    std::vector<std::uint8_t> of_user; ///< shape (users), index into names; of who stayed: any
};

/// Reads a column of causes; without one, every cause is "left". Tells a user with two causes, and
/// more than 64 of them.
/// @param user_of_row  shape (rows); @param left_day  shape (users), `no_day_told` for who stayed
[[nodiscard]] LeavingCauses causes_of_leaving(core::CsvTable const& table,
                                              std::optional<std::size_t> column,
                                              std::vector<int> const& user_of_row,
                                              std::vector<std::int32_t> const& left_day,
                                              core::Mistakes& mistakes);

} // namespace report::data
