#pragma once

#include "agents/day/day.hpp"
#include "agents/peers/peer_rule.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

/// Who installs on a calendar day: on day 0 with probability `starters`, afterwards with 1 - (1 -
/// chance)^n, n neighbours with a session the day before. The same draw under every design. Source:
/// independent exposures, as in the independent cascade of Kempe, Kleinberg & Tardos 2003, but that
/// a neighbour may try again every day.
class Invitations {
public:
    Invitations(agents::Invitation const& rule, agents::Luck luck);

    /// Of a user who has not yet.
    [[nodiscard]] bool installs(std::uint32_t user, int day, std::uint32_t neighbours) const;

private:
    agents::Luck luck_;
    double starters_;
    std::vector<double> by_neighbours_; ///< shape (neighbours); more than these count as the last
};

} // namespace sim
