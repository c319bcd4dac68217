#pragma once

#include "sim/engine/run.hpp"

namespace sim {

/// Whether a run is one of replicates of everybody: people with peers live together.
[[nodiscard]] bool live_in_replicates(Scenario const& scenario) noexcept;

/// run() of such a scenario: the same people under other lucks, one replicate after the other.
/// Parts hold whole replicates. Throws core::Interrupted when interrupted, with those that were
/// whole left as parts.
[[nodiscard]] Record run_replicates(Scenario const& scenario, RunOptions const& options);

/// How many replicates have to be lived, when those in parts are left out.
[[nodiscard]] std::size_t replicates_left(Scenario const& scenario, RunOptions const& options);

} // namespace sim
