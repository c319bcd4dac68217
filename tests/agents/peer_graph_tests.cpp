#include "agents/peers/graph_facts.hpp"
#include "agents/peers/peer_graph.hpp"
#include "core/parallel.hpp"
#include "tests/tolerance.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace agents;

struct Named {
    std::string name;
    PeerRule rule;
    std::size_t users;
};

std::vector<Named> rules() {
    ListedPeers const listed{"friends.csv", {{0, 1}, {0, 4}, {1, 3}, {2, 4}}};
    return {{"ring", SmallWorld{6, 0.0}, 50},
            {"small world", SmallWorld{10, 0.2}, 3000},
            {"all links rewired", SmallWorld{8, 1.0}, 700},
            {"crowded small world", SmallWorld{18, 0.5}, 20},
            {"everybody in a small world", SmallWorld{6, 0.9}, 7},
            {"scale free", ScaleFree{5}, 3000},
            {"tree", ScaleFree{1}, 100},
            {"crowded scale free", ScaleFree{9}, 12},
            {"random", RandomPeers{7.5}, 3000},
            {"everybody", RandomPeers{29.0}, 30},
            {"nobody", RandomPeers{0.0}, 30},
            {"groups", PeerGroups{{100, 700, 1, 1199, 1000}, 0.0, 3.0}, 3000},
            {"cliques", PeerGroups{{4, 4, 4}, 3.0, 0.0}, 12},
            {"file", listed, 5}};
}

/// Ranges of a few users each, on several threads, the last first.
void in_small_pieces(std::size_t users, RangeBody const& body) {
    constexpr std::size_t piece = 7;
    std::size_t const pieces = (users + piece - 1) / piece;
    core::for_each_block(pieces, {4}, [&](std::size_t block, std::size_t) {
        std::size_t const first = (pieces - 1 - block) * piece;
        body(static_cast<std::uint32_t>(first),
             static_cast<std::uint32_t>(std::min(first + piece, users)));
    });
}

bool knows(PeerGraph const& graph, std::size_t user, std::uint32_t other) {
    auto const row = graph.of(user);
    return std::binary_search(row.begin(), row.end(), other);
}

std::size_t faults(PeerGraph const& graph) {
    std::size_t found = 0;
    for (std::uint32_t user = 0; user < graph.users(); ++user) {
        auto const row = graph.of(user);
        found += std::adjacent_find(row.begin(), row.end(), std::greater_equal<>()) != row.end();
        for (auto const other : row) {
            found += other >= graph.users() || other == user || !knows(graph, other, user);
        }
    }
    return found;
}

} // namespace

TEST_CASE("peers know each other mutually, once, and never themselves") {
    for (auto const& [name, rule, users] : rules()) {
        INFO(name);
        auto const graph = build_graph(rule, users, 11);
        CHECK(graph.users() == users);
        CHECK(faults(graph) == 0);
    }
}

TEST_CASE("a graph of peers is the same however its users are divided among threads") {
    for (auto const& [name, rule, users] : rules()) {
        INFO(name);
        CHECK(build_graph(rule, users, 11) == build_graph(rule, users, 11, in_small_pieces));
    }
}

TEST_CASE("another seed makes another graph") {
    CHECK_FALSE(build_graph(SmallWorld{10, 0.2}, 500, 1) ==
                build_graph(SmallWorld{10, 0.2}, 500, 2));
    CHECK_FALSE(build_graph(ScaleFree{5}, 500, 1) == build_graph(ScaleFree{5}, 500, 1ULL << 32U));
    CHECK_FALSE(build_graph(RandomPeers{5}, 500, 1) == build_graph(RandomPeers{5}, 500, 2));
}

TEST_CASE("a small world in which no link is rewired is a ring") {
    std::size_t const users = 60;
    auto const graph = build_graph(SmallWorld{6, 0.0}, users, 3);
    for (std::uint32_t user = 0; user < users; ++user) {
        std::set<std::uint32_t> near;
        for (std::uint32_t step : {1U, 2U, 3U, 57U, 58U, 59U}) {
            near.insert((user + step) % 60);
        }
        auto const row = graph.of(user);
        CHECK(std::set<std::uint32_t>(row.begin(), row.end()) == near);
    }
    // Watts & Strogatz 1998: 3 (k - 2) / (4 (k - 1)).
    CHECK(facts_of(graph).clustering == Approx(3.0 * 4.0 / (4.0 * 5.0)));
}

TEST_CASE("rewiring a small world keeps the number of links") {
    for (double const rewired : {0.05, 0.5, 1.0}) {
        CHECK(build_graph(SmallWorld{10, rewired}, 4000, 5).edges() == 20000);
        CHECK(build_graph(SmallWorld{10, rewired}, 14, 5).edges() == 70);
    }
}

TEST_CASE("the share of links that a small world asks for is rewired") {
    std::uint32_t const users = 40000;
    double const rewired = 0.1;
    auto const graph = build_graph(SmallWorld{10, rewired}, users, 8);
    double kept = 0.0;
    for (std::uint32_t user = 0; user < users; ++user) {
        for (std::uint32_t step = 1; step <= 5; ++step) {
            kept += knows(graph, user, (user + step) % users) ? 1.0 : 0.0;
        }
    }
    double const links = 5.0 * users;
    // A rewired link comes back to the old place, or somebody else's to it, once in thousands.
    CHECK(kept / links ==
          Approx(1.0 - rewired)
              .margin(tests::z_two_sided * std::sqrt(rewired * (1.0 - rewired) / links) + 1e-4));
}

TEST_CASE("in a scale-free graph everybody but the first lays the links asked for") {
    auto const graph = build_graph(ScaleFree{5}, 5000, 4);
    CHECK(graph.edges() == 15 + 5 * (5000 - 6));
    for (std::uint32_t user = 6; user < 5000; ++user) {
        auto const row = graph.of(user);
        REQUIRE(std::count_if(row.begin(), row.end(), [&](auto v) { return v < user; }) == 5);
    }
}

TEST_CASE("degrees of a scale-free graph follow the law of preferential attachment") {
    // P(degree >= d) = m (m + 1) / (d (d + 1)), Bollobas, Riordan, Spencer & Tusnady 2001.
    std::size_t const users = 200000;
    double const m = 4.0;
    auto const graph = build_graph(ScaleFree{4}, users, 21);
    for (double const d : {5.0, 8.0, 16.0, 40.0, 100.0}) {
        double at_least = 0.0;
        for (std::size_t user = 0; user < users; ++user) {
            at_least += static_cast<double>(graph.of(user).size()) >= d ? 1.0 : 0.0;
        }
        double const share = m * (m + 1.0) / (d * (d + 1.0));
        INFO(d);
        CHECK(at_least / static_cast<double>(users) ==
              Approx(share).margin(tests::z_two_sided *
                                   std::sqrt(share / static_cast<double>(users))));
    }
}

TEST_CASE("people in groups know as many of their own and of others as was asked") {
    std::vector<std::size_t> const sizes{500, 1500, 4000, 2000};
    std::size_t const users = 8000;
    auto const graph = build_graph(PeerGroups{sizes, 6.0, 2.0}, users, 9);
    double between = 0.0;
    std::uint32_t first = 0;
    for (std::size_t const size : sizes) {
        double within = 0.0;
        auto const last = first + static_cast<std::uint32_t>(size);
        for (std::uint32_t user = first; user < last; ++user) {
            for (auto const other : graph.of(user)) {
                (other >= first && other < last ? within : between) += 1.0;
            }
        }
        auto const n = static_cast<double>(size);
        // Every edge counts twice, so that the sum's variance is twice its mean.
        CHECK(within / n == Approx(6.0).margin(tests::z_two_sided * std::sqrt(2.0 * 6.0 / n)));
        first = last;
    }
    auto const n = static_cast<double>(users);
    CHECK(between / n == Approx(2.0).margin(tests::z_two_sided * std::sqrt(2.0 * 2.0 / n)));
}

TEST_CASE("in a random graph everybody's neighbours are binomial") {
    std::size_t const users = 20000;
    auto const graph = build_graph(RandomPeers{8.0}, users, 13);
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t user = 0; user < users; ++user) {
        auto const degree = static_cast<double>(graph.of(user).size());
        sum += degree;
        squares += (degree - 8.0) * (degree - 8.0);
    }
    auto const n = static_cast<double>(users);
    CHECK(sum / n == Approx(8.0).margin(tests::z_two_sided * std::sqrt(2.0 * 8.0 / n)));
    // Poisson: the variance of a squared deviation is 2 mean^2 + mean.
    CHECK(squares / n ==
          Approx(8.0).margin(tests::z_two_sided * std::sqrt(2.0 * (2.0 * 64.0 + 8.0) / n)));
}

TEST_CASE("a probability of one knows everybody and of zero nobody") {
    CHECK(build_graph(RandomPeers{29.0}, 30, 1).edges() == 435);
    CHECK(build_graph(RandomPeers{0.0}, 30, 1).edges() == 0);
    CHECK(build_graph(PeerGroups{{4, 4, 4}, 3.0, 0.0}, 12, 1).edges() == 18);
    CHECK(build_graph(PeerGroups{{1, 1}, 0.0, 1.0}, 2, 1).edges() == 1);
}

TEST_CASE("the facts of a graph are those counted by hand") {
    // A triangle 0 1 2, a path 2 3, and 4 alone.
    ListedPeers const listed{"", {{0, 1}, {0, 2}, {1, 2}, {2, 3}}};
    auto const facts = facts_of(build_graph(listed, 5, 1));
    CHECK(facts.mean_neighbours == Approx(8.0 / 5.0));
    CHECK(facts.most_neighbours == 3);
    CHECK(facts.without_neighbours == 1);
    CHECK(facts.clustering == Approx((1.0 + 1.0 + 1.0 / 3.0) / 5.0));
    CHECK(facts.sampled == 5);
}

TEST_CASE("as many edges are expected as there are, within what luck does") {
    for (auto const& [name, rule, users] : rules()) {
        INFO(name);
        double const expected = expected_edges(rule, users);
        auto const there = static_cast<double>(build_graph(rule, users, 3).edges());
        bool const by_luck = name == "random" || name == "groups";
        // The first users of a scale-free graph and crowds where nobody is left have fewer.
        bool const fewer = name.find("crowded") == 0 || name.find("scale") == 0 || name == "tree" ||
                           name == "everybody in a small world";
        if (fewer) {
            CHECK(there <= expected);
        } else {
            CHECK(there == Approx(expected).margin(
                               by_luck ? tests::z_two_sided * std::sqrt(expected) : 1e-6));
        }
    }
}
