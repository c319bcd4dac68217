#include "core/instruction_set.hpp"
#include "sim/peer_graph.hpp"
#include "tests/property/bits.hpp"
#include "tests/reference/agreement.hpp"
#include "tests/reference/together.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

namespace {

using reference::just;

agents::Term term(std::string const& name, double weight, std::string const& times = "") {
    agents::Term made{name, just(weight), 0.0};
    made.times = times;
    return made;
}

/// People who open the app when others do, leave when others leave, and meet events when others are
/// there; how much depends on the design.
void feel_peers(agents::Theory& theory) {
    auto const& feature = theory.features.front().name;
    theory.engagement.state.push_back(term("peers_active", 2.5));
    theory.session.quality.state.push_back(term("peers_active", 0.8, feature));
    theory.causes.front().hazard.state.push_back(term("peers_left", 2.0));
    if (!theory.events.empty()) {
        theory.events.front().chance.state.push_back(term("peers_active", 1.5, feature));
    }
}

/// A random theory of people who know each other, under a rule for each seed; who installs when is
/// left to invitations for odd seeds.
sim::Scenario among_peers(std::uint64_t seed, std::size_t users) {
    auto scenario = bits::scenario(seed);
    scenario.users = users;
    feel_peers(scenario.theory);
    scenario.designs[2].features.front() = 0.9;
    std::vector<agents::PeerRule> const rules{
        agents::SmallWorld{8, 0.2}, agents::ScaleFree{3}, agents::RandomPeers{5.0},
        agents::PeerGroups{{users / 2, users - users / 2}, 5.0, 1.0}};
    scenario.peers.emplace(agents::Peers{rules[seed % rules.size()], {}});
    if (seed % 2 == 1) {
        scenario.peers->invitation = agents::Invitation{0.1, 0.05};
    }
    return scenario;
}

/// What was seen of a user on a calendar day.
struct Seen {
    bool arrived = false, opened = false, left = false;
    friend bool operator==(Seen const&, Seen const&) = default;
};

Seen seen(agents::Outcomes const& outcomes, std::size_t user, int day) {
    int const arrival = outcomes.staggered ? outcomes.arrival_day[user] : 0;
    int const own = day - arrival;
    if (arrival < 0 || own < 0) {
        return {};
    }
    auto const byte =
        outcomes.use[user * outcomes.bytes_of_use + static_cast<std::size_t>(own / 8)];
    return {true, (byte >> (own % 8) & 1) != 0, outcomes.leave_day[user] == own};
}

Seen seen(reference::PeerLife const& one, int day) {
    if (!one.arrival || *one.arrival > day) {
        return {};
    }
    auto const own = static_cast<std::size_t>(day - *one.arrival);
    if (own >= one.life.days.size()) {
        return {true, false, false};
    }
    auto const& lived = one.life.days[own];
    return {true, lived.sessions() > 0, lived.left.has_value()};
}

/// A decision that the kernel's rounding may take the other way.
bool narrow_on(reference::PeerLife const& one, int day) {
    if (!one.arrival || day < *one.arrival) {
        return false;
    }
    std::size_t const own = static_cast<std::size_t>(day - *one.arrival);
    return own < one.life.days.size() &&
           one.life.days[own].narrowest().margin < reference::narrow_margin;
}

struct Found {
    std::size_t worlds = 0;
    std::size_t roundings = 0; ///< worlds given up because of a narrow decision
    std::size_t opened = 0, left = 0, late = 0, never = 0;
    std::vector<std::string> disagreements;
};

/// Day by day up to the first difference, which must be that of a narrow decision: it spreads.
bool same_days(agents::Outcomes const& outcomes, std::vector<reference::PeerLife> const& lives,
               Found& found) {
    for (int day = 0; day <= outcomes.horizon_days; ++day) {
        bool differs = false;
        for (std::size_t user = 0; user < lives.size(); ++user) {
            auto const here = seen(lives[user], day);
            found.opened += here.opened;
            found.left += here.left;
            if (seen(outcomes, user, day) == here) {
                continue;
            }
            differs = true;
            if (!narrow_on(lives[user], day)) {
                found.disagreements.push_back("user " + std::to_string(user) + " day " +
                                              std::to_string(day));
            }
        }
        if (differs) {
            ++found.roundings;
            return false;
        }
    }
    return true;
}

void compare_states(agents::Outcomes const& outcomes, std::vector<reference::PeerLife> const& lives,
                    Found& found) {
    for (std::size_t user = 0; user < lives.size(); ++user) {
        auto const& one = lives[user];
        found.late += one.arrival.value_or(0) > 0;
        found.never += !one.arrival;
        if (!one.arrival) {
            continue;
        }
        auto const& last = one.life.days.back().state;
        bool const near =
            std::abs(static_cast<double>(outcomes.alliance_end[user]) - last.alliance) < 1e-4 &&
            std::abs(static_cast<double>(outcomes.distress_end[user]) - last.distress) < 1e-4;
        if (!near) {
            found.disagreements.push_back("state of user " + std::to_string(user));
        }
    }
}

void compare_world(std::uint64_t seed, Found& found) {
    auto const scenario = among_peers(seed, 120);
    auto const record = bits::run(scenario, 2, 17);
    auto const graph = sim::peer_graph(scenario);
    for (std::size_t d = 0; d < scenario.designs.size(); d += 2) {
        reference::ScalarModel const model(scenario.theory, scenario.designs[d], record.population,
                                           scenario.seed, scenario.replicate,
                                           scenario.horizon_days);
        auto const lives =
            reference::live_together(model, graph, scenario.peers->invitation, scenario.seed,
                                     scenario.replicate, scenario.horizon_days);
        ++found.worlds;
        if (same_days(record.designs[d].outcomes, lives, found)) {
            compare_states(record.designs[d].outcomes, lives, found);
        }
    }
}

} // namespace

TEST_CASE("people among peers live as the reference's do") {
    Found found;
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        INFO("world " << seed);
        compare_world(seed, found);
    }
    for (auto const& what : found.disagreements) {
        UNSCOPED_INFO(what);
    }
    CHECK(found.disagreements.empty());
    CHECK(found.worlds == 48);
    CHECK(found.roundings <= 8);
    CHECK(std::min({found.opened, found.left, found.late, found.never}) > 500);
}

TEST_CASE("people among peers leave the same bits on any threads and blocks") {
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
        auto const scenario = among_peers(seed, 2500);
        auto const one = bits::run(scenario, 1, 64);
        for (auto const& [threads, block] :
             {std::pair{2, std::size_t{64}}, {4, 1}, {2, 7}, {3, 1000}, {2, 0}}) {
            INFO(threads << " threads, blocks of " << block);
            CHECK(bits::differences(one, bits::run(scenario, threads, block)).empty());
        }
    }
}

TEST_CASE("people among peers leave the same bits on every instruction set that this CPU has") {
    struct Widest {
        ~Widest() { core::use_widest_instruction_set(); }
    } const afterwards;
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
        auto const scenario = among_peers(seed, 1500);
        core::use(core::InstructionSet::scalar);
        auto const one_by_one = bits::run(scenario, 2, 0);
        for (auto const set : core::instruction_sets_here()) {
            core::use(set);
            CHECK(bits::differences(one_by_one, bits::run(scenario, 2, 100)).empty());
        }
    }
}

TEST_CASE("without peers in the scenario, what a theory says of them changes no bit") {
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
        auto scenario = bits::scenario(seed);
        auto const before = bits::run(scenario, 2, 0);
        feel_peers(scenario.theory);
        CHECK(bits::differences(before, bits::run(scenario, 2, 0)).empty());
    }
}

TEST_CASE("peers of whom the theory says nothing change no bit") {
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
        auto scenario = bits::scenario(seed);
        auto const before = bits::run(scenario, 2, 0);
        scenario.peers.emplace(agents::Peers{agents::SmallWorld{6, 0.1}, {}});
        CHECK(bits::differences(before, bits::run(scenario, 2, 0)).empty());
    }
}

TEST_CASE("who arrives later has the same luck on own days when peers are not felt") {
    auto scenario = bits::scenario(11);
    auto const alone = bits::run(scenario, 1, 0);
    scenario.peers.emplace(agents::Peers{agents::SmallWorld{8, 0.1}, agents::Invitation{0.2, 0.1}});
    auto const invited = bits::run(scenario, 1, 0);
    auto const& a = alone.designs[0].outcomes;
    auto const& b = invited.designs[0].outcomes;
    std::size_t late = 0;
    for (std::size_t user = 0; user < scenario.users; ++user) {
        int const followed = scenario.horizon_days - b.arrival_day[user];
        if (b.arrival_day[user] <= 0) {
            continue;
        }
        ++late;
        bool const leaves = a.leave_day[user] >= 0 && a.leave_day[user] <= followed;
        REQUIRE(b.leave_day[user] == (leaves ? a.leave_day[user] : agents::never));
        REQUIRE(b.distress_start[user] == a.distress_start[user]);
    }
    CHECK(late > 500);
}

TEST_CASE("invitations reach nobody without starters' neighbours, and all where they are certain") {
    auto scenario = bits::scenario(12);
    // Cliques of five: who has a starter among them is invited at once, nobody else ever.
    scenario.peers.emplace(
        agents::Peers{agents::PeerGroups{std::vector<std::size_t>(500, 5), 4.0, 0.0},
                      agents::Invitation{0.1, 1.0}});
    auto const record = bits::run(scenario, 2, 0);
    auto const& arrival = record.designs[0].outcomes.arrival_day;
    auto const& use = record.designs[0].outcomes;
    std::size_t wrong = 0;
    for (std::size_t group = 0; group < 500; ++group) {
        bool starts = false;
        for (std::size_t user = 5 * group; user < 5 * group + 5; ++user) {
            bool const opened = (use.use[user * use.bytes_of_use] & 1) != 0;
            starts = starts || (arrival[user] == 0 && opened);
        }
        for (std::size_t user = 5 * group; user < 5 * group + 5; ++user) {
            bool const in_time = arrival[user] == 0 || arrival[user] == 1;
            wrong += starts ? !in_time : arrival[user] == 1;
        }
    }
    CHECK(wrong == 0);
}
