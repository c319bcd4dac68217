#pragma once

#include "core/mistakes.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/memory.hpp"
#include "sim/reading/peers.hpp"
#include "sim/reading/reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sim::reading {

/// A scenario as its file says, before the files that it names are read.
struct ScenarioWritten {
    using Name = core::schema::Located<std::string>;
    std::string name;
    std::string describes;
    std::optional<Name> theory;
    std::optional<Name> cohort;
    std::vector<Name> designs;
    std::optional<Name> baseline;
    std::optional<core::schema::Located<std::size_t>> users;
    int horizon_days = 0;
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
    Keep keep;
    std::size_t replicates = 1;
    std::optional<PeersWritten> peers;
};

[[nodiscard]] core::schema::Type<ScenarioWritten> scenario_type();

/// The scenario in an open file, with all that it names; of use only when no mistake was told.
/// @param memory  of earlier readings; nullptr: none
[[nodiscard]] Scenario read_scenario_file(File& file, std::vector<Override> const& overrides,
                                          Files& files, Memory* memory = nullptr);

} // namespace sim::reading
