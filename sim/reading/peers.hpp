#pragma once

#include "agents/peers/peer_rule.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sim::reading {

/// `peers` as a scenario's file says it, before it is held against the number of users.
struct PeersWritten {
    struct Groups {
        std::optional<std::size_t> count;
        std::vector<std::size_t> sizes;
        double within = 0.0;
        double between = 0.0;
    };
    std::optional<agents::SmallWorld> small_world;
    std::optional<agents::ScaleFree> scale_free;
    std::optional<agents::RandomPeers> random;
    std::optional<Groups> groups;
    std::optional<std::string> file;
    std::optional<std::size_t> edges; ///< that the file is said to hold
    std::optional<agents::Invitation> invitation;
};

/// A word, `none`, or a mapping.
[[nodiscard]] core::schema::Type<std::optional<PeersWritten>> peers();

/// The rule, for so many users; reads the file of edges. Of use only when no mistake was told.
/// @param at  where `peers` stands in the scenario, whose file is at `from`
[[nodiscard]] std::optional<agents::PeerRule> peer_rule(PeersWritten const& written,
                                                        std::size_t users,
                                                        core::schema::Cursor const& at,
                                                        std::string const& from);

} // namespace sim::reading
