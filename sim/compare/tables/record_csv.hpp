#pragma once

#include "analysis/usage/attrition.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace sim {

/// design,user,day,left_day,cause: a row for every day of use; a user who never used the app has
/// one row with an empty day. Users of different designs have names of their own: "baseline/17".
/// @param designs  indices
[[nodiscard]] std::string usage_csv(Record const& record, std::span<std::size_t const> designs);

/// user,design,time,status,cause and every trait: a row for every user and design; a user keeps the
/// name under all designs.
[[nodiscard]] std::string events_csv(Record const& record, std::span<std::size_t const> designs,
                                     analysis::Attrition const& attrition);

} // namespace sim
