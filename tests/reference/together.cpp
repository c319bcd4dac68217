#include "tests/reference/together.hpp"

#include <cmath>

namespace reference {

namespace {

/// What a calendar day left for the next.
struct Published {
    std::vector<bool> opened, left; ///< shape (users); on that day, ever
};

struct Felt {
    double opened = 0.0;
    double left = 0.0;
    double neighbours = 0.0;
};

Felt feel(agents::PeerGraph const& graph, std::size_t user, Published const& yesterday) {
    Felt felt;
    for (auto const other : graph.of(user)) {
        felt.neighbours += 1.0;
        felt.opened += yesterday.opened[other] ? 1.0 : 0.0;
        felt.left += yesterday.left[other] ? 1.0 : 0.0;
    }
    return felt;
}

bool installs(agents::Invitation const& rule, std::uint64_t seed, std::uint32_t replicate,
              std::size_t user, int day, double opened) {
    double const chance = day == 0 ? rule.starters : 1.0 - std::pow(1.0 - rule.chance, opened);
    return trait_uniform(words(seed, static_cast<std::uint32_t>(user),
                               static_cast<std::uint32_t>(day), Purpose::invitation, 0,
                               replicate)[0]) < chance;
}

} // namespace

std::vector<PeerLife> live_together(ScalarModel const& model, agents::PeerGraph const& graph,
                                    std::optional<agents::Invitation> invitation,
                                    std::uint64_t seed, std::uint32_t replicate, int horizon_days) {
    std::size_t const users = graph.users();
    std::vector<PeerLife> all(users);
    std::vector<std::optional<ScalarModel::Story>> stories(users);
    Published yesterday{std::vector<bool>(users), std::vector<bool>(users)};
    for (int t = 0; t <= horizon_days; ++t) {
        Published today{std::vector<bool>(users), yesterday.left};
        for (std::size_t user = 0; user < users; ++user) {
            Felt const felt = feel(graph, user, yesterday);
            if (!stories[user] &&
                (!invitation || installs(*invitation, seed, replicate, user, t, felt.opened))) {
                stories[user] = model.begin(user);
                all[user].arrival = t;
                all[user].life.start = stories[user]->state;
            }
            if (!stories[user] || yesterday.left[user]) {
                continue;
            }
            auto& story = *stories[user];
            double const each = felt.neighbours > 0.0 ? 1.0 / felt.neighbours : 0.0;
            story.state.peers_active = t == 0 ? 0.0 : felt.opened * each;
            story.state.peers_left = t == 0 ? 0.0 : felt.left * each;
            story.t = t - *all[user].arrival;
            model.live_day(story);
            all[user].life.days.push_back(story.day);
            today.opened[user] = story.day.sessions() > 0;
            today.left[user] = story.day.left.has_value();
        }
        yesterday = today;
    }
    for (std::size_t user = 0; user < users; ++user) {
        if (stories[user]) {
            all[user].life.distress_horizon = model.distress_at_horizon(*stories[user]);
        }
    }
    return all;
}

} // namespace reference
