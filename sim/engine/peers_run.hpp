#pragma once

#include "sim/engine/run.hpp"
#include "sim/user_range.hpp"

namespace sim {

/// run() of one replicate of a scenario with peers. Nothing is kept on the way, nor of an
/// interrupted run: throws core::Interrupted then.
[[nodiscard]] Record run_with_peers(Scenario const& scenario, RunOptions const& options);

/// The users that this rank lets live.
[[nodiscard]] UserRange users_with_peers(Scenario const& scenario, RunOptions const& options);

} // namespace sim
