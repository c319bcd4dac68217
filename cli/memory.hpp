#pragma once

#include "sim/scenario.hpp"

#include <cstdint>
#include <string>

namespace cli {

/// Memory that this process may use, the machine's or its container's [bytes].
[[nodiscard]] std::uint64_t memory_there_is();

/// Throws core::ConfigError when the record of a run would not fit into memory; the system would
/// end the run half-way.
/// @param file  the scenario's, for the message
void expect_memory(sim::Scenario const& scenario, std::string const& file);

} // namespace cli
