#pragma once

#include "agents/recording.hpp"

#include <string>
#include <vector>

namespace sim {

/// What a run keeps.
struct Keep {
    agents::Recording of_users = agents::Recording::all(); ///< of every user
    bool counts = false; ///< of all users together, in memory that does not grow with their number
};

/// As in files: the groups of columns that are kept of every user; "aggregates" where counts are.
[[nodiscard]] std::vector<std::string> recorded_words(Keep const& keep);

} // namespace sim
