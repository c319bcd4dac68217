#pragma once

#include "sim/record.hpp"
#include "sim/scenario.hpp"

#include <cstddef>

namespace core {
class Progress;
class Ranks;
} // namespace core

namespace sim {

class Parts;

struct RunOptions {
    int threads = 0;                    ///< 0: as many as the machine has
    std::size_t block_users = 0;        ///< 0: the size that was found fastest
    core::Progress* progress = nullptr; ///< told the nominal user-days done, blocks at a time
    core::Ranks const* ranks = nullptr; ///< who shares the run; nullptr: nobody
    Parts const* parts = nullptr;       ///< where parts are kept on the way, and looked for
    double seconds_between_parts = 0.0; ///< 0: none is kept on the way
};

/// How many users this rank has to let live, when those in parts are left out.
[[nodiscard]] std::size_t users_left(Scenario const& scenario, RunOptions const& options);

/// Lets everybody of the scenario live under every design. The same record (apart from origin) for
/// any threads, block_users, ranks and parts that were there before; on ranks but the first it is
/// empty.
///
/// Interrupted, it keeps the users whose blocks were whole. When they are the first ones of the
/// scenario, they are returned: record.users < record.users_asked. Else they are left as parts, and
/// core::Interrupted is thrown; so it is when there are none. People with peers live all days
/// together, so of them whole replicates of everybody are kept.
[[nodiscard]] Record run(Scenario const& scenario, RunOptions const& options);

} // namespace sim
