#pragma once

#include "agents/cohort.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// Users who are alike in one trait. Never empty.
struct Subgroup {
    std::string value; ///< a level, "0" or "1", or a third: "<= 24", "24 to 41", "> 41"
    std::vector<std::size_t> users;
};

/// The groups of a trait: its levels; 0 and 1 of a trait that has no other values; else thirds of
/// the users, cut at the 1/3 and 2/3 quantiles (equal values stay together, so thirds may be uneven
/// or fewer).
[[nodiscard]] std::vector<Subgroup> subgroups(agents::TraitColumn const& trait);

} // namespace sim
