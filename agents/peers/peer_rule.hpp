#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace agents {

/// Users in a circle know the nearest `neighbours`, half of them on either side; each link is laid
/// anew to anybody else with probability `rewired`. Source: Watts & Strogatz 1998, Nature 393.
struct SmallWorld {
    std::uint32_t neighbours = 10; ///< even, below users
    double rewired = 0.1;          ///< [0,1]
};

/// Users come one after the other and link themselves to `links` earlier ones, whom they choose in
/// proportion to how many links these have. Source: Barabasi & Albert 1999, Science 286.
struct ScaleFree {
    std::uint32_t links = 5; ///< below users
};

/// Everybody knows anybody else with the same probability. Source: Gilbert 1959.
struct RandomPeers {
    double neighbours = 10.0; ///< on average, at most users - 1
};

/// Groups of users with neighbouring numbers; two users of a group know each other with another
/// probability than two of different groups. Source: the stochastic block model, Holland, Laskey &
/// Leinhardt 1983, Social Networks 5.
struct PeerGroups {
    std::vector<std::size_t> sizes; ///< > 0, sum users
    double within = 8.0;            ///< neighbours in the own group, on average
    double between = 2.0;           ///< in other groups, on average over all users
};

/// The edges of a file.
struct ListedPeers {
    std::string file;
    /// Shape (edges); lower user first, ascending, no edge twice, nobody with themselves.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
};

/// Who knows whom.
using PeerRule = std::variant<SmallWorld, ScaleFree, RandomPeers, PeerGroups, ListedPeers>;

/// As in files.
inline constexpr std::array<std::string_view, std::variant_size_v<PeerRule>> peer_rule_names{
    "small_world", "scale_free", "random", "groups", "file"};
[[nodiscard]] constexpr std::string_view name_of(PeerRule const& rule) noexcept {
    return peer_rule_names[rule.index()];
}

/// Who installs when: some on the first day, others once their neighbours use the app.
struct Invitation {
    double starters = 0.05; ///< probability to install on day 0, [0,1]
    double chance = 0.02;   ///< to install because of one neighbour's session, [1/day]
};

/// The people around a user.
struct Peers {
    PeerRule rule;
    std::optional<Invitation> invitation = {}; ///< none: everybody installs on day 0
};

} // namespace agents
