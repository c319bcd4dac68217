#include "sim/engine/invitations.hpp"

#include "agents/purpose.hpp"
#include "core/philox.hpp"

#include <algorithm>

namespace sim {

Invitations::Invitations(agents::Invitation const& rule, agents::Luck luck)
    : luck_(luck), starters_(rule.starters) {
    // Past these it is certain but for roundings, or it is the number of neighbours that is not to
    // be believed.
    constexpr std::size_t most = 100'000;
    double nobody = 1.0;
    while (by_neighbours_.size() < most && (by_neighbours_.size() < 2 || nobody > 1e-12)) {
        by_neighbours_.push_back(1.0 - nobody);
        nobody *= 1.0 - rule.chance;
    }
}

bool Invitations::installs(std::uint32_t user, int day, std::uint32_t neighbours) const {
    double const chance =
        day == 0 ? starters_
                 : by_neighbours_[std::min<std::size_t>(neighbours, by_neighbours_.size() - 1)];
    if (chance <= 0.0) {
        return false;
    }
    auto const word =
        core::philox::block(core::philox::key_of(luck_.seed),
                            {user, static_cast<std::uint32_t>(day),
                             agents::purpose_of(agents::Purpose::invitation), luck_.replicate})[0];
    return (static_cast<double>(word) + 0.5) * 0x1p-32 < chance;
}

} // namespace sim
