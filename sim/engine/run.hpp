#pragma once

#include "sim/record.hpp"
#include "sim/scenario.hpp"

#include <cstddef>

namespace core {
class Progress;
}

namespace sim {

struct RunOptions {
    int threads = 0;                    ///< 0: as many as the machine has
    std::size_t block_users = 0;        ///< 0: the size that was found fastest
    core::Progress* progress = nullptr; ///< told the nominal user-days done, blocks at a time
};

/// Lets everybody of the scenario live under every design. The same record (apart from origin) for
/// any threads and block_users. Interrupted, it keeps the users whose blocks were whole:
/// record.users < record.users_asked; throws core::Interrupted when there are none.
[[nodiscard]] Record run(Scenario const& scenario, RunOptions const& options);

} // namespace sim
