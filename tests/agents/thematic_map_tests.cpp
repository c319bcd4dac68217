#include "agents/relations.hpp"
#include "agents/thematic_map.hpp"
#include "tests/agents/small_theory.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace agents;

namespace {

/// Every simple path to one node, without any cleverness.
class AllPaths {
public:
    AllPaths(ThematicMap const& map, std::size_t to) : map_(map), to_(to) {}

    std::vector<double> strengths_from(NodeKind kind) {
        for (std::size_t start = 0; start < map_.nodes().size(); ++start) {
            if (map_.nodes()[start].kind == kind) {
                walk({start}, 1.0);
            }
        }
        std::sort(found_.begin(), found_.end(),
                  [](double a, double b) { return std::abs(a) > std::abs(b); });
        return found_;
    }

private:
    void walk(std::vector<std::size_t> const& path, double strength) {
        if (path.back() == to_) {
            found_.push_back(strength);
            return;
        }
        for (auto const& edge : map_.edges()) {
            bool const seen = std::find(path.begin(), path.end(), edge.to) != path.end();
            if (edge.from == path.back() && !seen) {
                auto longer = path;
                longer.push_back(edge.to);
                walk(longer, strength * edge.weight);
            }
        }
    }

    ThematicMap const& map_;
    std::size_t to_;
    std::vector<double> found_;
};

/// The small theory with another map: each pair of subthemes influences with probability 1/2.
Theory with_random_map(unsigned seed) {
    std::mt19937 random(seed);
    auto theory = small::theory();
    theory.map.clear();
    for (std::size_t from = 0; from < 4; ++from) {
        for (std::size_t to = 0; to < 4; ++to) {
            if (from != to && random() % 2 == 0) {
                double const strength = static_cast<double>(random() % 100) / 100.0 - 0.5;
                theory.map.push_back({from, to, {.value = strength}});
            }
        }
    }
    return theory;
}

/// The largest growth of a vector under |G|, by repeated multiplication with I + |G| (which has no
/// other eigenvalue of that size).
double radius_by_power(Theory const& theory) {
    std::vector<double> x(theory.subthemes.size(), 1.0);
    double growth = 1.0;
    for (int step = 0; step < 20000; ++step) {
        auto next = x;
        for (auto const& edge : theory.map) {
            next[edge.to] += std::abs(edge.strength.value) * x[edge.from];
        }
        growth = *std::max_element(next.begin(), next.end());
        for (double& value : next) {
            value /= growth;
        }
        x = next;
    }
    return growth - 1.0;
}

std::vector<std::string> names(MapPath const& path, ThematicMap const& map) {
    std::vector<std::string> names;
    for (auto const node : path.nodes) {
        names.push_back(map.nodes()[node].name);
    }
    return names;
}

} // namespace

TEST_CASE("the spectral radius is that of the absolute strengths") {
    // Cycles of |G|: a b 0.06, a b c 0.2 x 0.4 x 0.5 = 0.04, so its polynomial is r (r^3 - 0.06 r -
    // 0.04).
    double const r = spectral_radius(small::theory());
    CHECK(r * r * r - 0.06 * r - 0.04 == Approx(0.0).margin(1e-12));
    CHECK(r > std::sqrt(0.06));
}

TEST_CASE("a cycle of two has the root of its gain as radius, and a map without cycles none") {
    auto theory = small::theory();
    theory.map.resize(2);
    CHECK(spectral_radius(theory) == Approx(std::sqrt(0.06)).epsilon(1e-12));
    theory.map.resize(1);
    CHECK(spectral_radius(theory) == Approx(0.0).margin(1e-9));
    theory.map.clear();
    CHECK(spectral_radius(theory) == 0.0);
    CHECK(spectral_radius(Theory{}) == 0.0);
}

TEST_CASE("the spectral radius agrees with repeated multiplication in random maps") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        auto const theory = with_random_map(seed);
        INFO("seed " << seed);
        CHECK(spectral_radius(theory) == Approx(radius_by_power(theory)).margin(2e-4));
    }
}

TEST_CASE("relations between the same two subthemes are added up") {
    auto theory = small::theory();
    theory.map = {{0, 1, {.value = 0.2, .id = "R1", .said_by = SaidBy::few}},
                  {1, 0, {.value = 0.5}},
                  {0, 1, {.value = 0.3, .id = "R5", .said_by = SaidBy::most}}};
    CHECK(spectral_radius(theory) == Approx(0.5));
    auto const influences = ThematicMap(theory).influences();
    REQUIRE(influences.size() == 2);
    CHECK(influences[0].weight == Approx(0.5));
    CHECK(influences[0].id == "R1, R5");
    CHECK(influences[0].said_by == SaidBy::most);
}

TEST_CASE("every cycle of the map is found once, with the product of its signed strengths") {
    auto const cycles = ThematicMap(small::theory()).cycles();
    REQUIRE(cycles.complete);
    REQUIRE(cycles.all.size() == 2);
    CHECK(cycles.all[0].subthemes == std::vector<std::size_t>{0, 1});
    CHECK(cycles.all[0].gain == Approx(0.06));
    CHECK(cycles.all[1].subthemes == std::vector<std::size_t>{0, 1, 2});
    CHECK(cycles.all[1].gain == Approx(-0.04));
}

TEST_CASE("a subtheme that influences itself is a cycle of one") {
    auto theory = small::theory();
    theory.map = {{3, 3, {.value = 0.25}}};
    auto const cycles = ThematicMap(theory).cycles();
    REQUIRE(cycles.all.size() == 1);
    CHECK(cycles.all[0].subthemes == std::vector<std::size_t>{3});
    CHECK(cycles.all[0].gain == Approx(0.25));
}

TEST_CASE("a complete map of four has 20 cycles, and listing stops where it is told") {
    auto theory = small::theory();
    theory.map.clear();
    for (std::size_t from = 0; from < 4; ++from) {
        for (std::size_t to = 0; to < 4; ++to) {
            if (from != to) {
                theory.map.push_back({from, to, {.value = 0.1}});
            }
        }
    }
    // 6 of two, 8 of three, 6 of four
    CHECK(ThematicMap(theory).cycles().all.size() == 20);
    auto const some = ThematicMap(theory).cycles(5);
    CHECK(some.all.size() == 5);
    CHECK_FALSE(some.complete);
}

TEST_CASE("reach is everything along the map in one or more steps") {
    auto const reach = ThematicMap(small::theory()).reach();
    std::vector<std::size_t> const everything_but_d{0, 1, 2};
    CHECK(reach[0] == everything_but_d);
    CHECK(reach[1] == everything_but_d);
    CHECK(reach[2] == everything_but_d);
    CHECK(reach[3].empty());
}

TEST_CASE("the weights of the wide graph are slopes in the middle, in the long run") {
    ThematicMap const map(small::theory());
    auto const weight = [&](std::string const& from, NodeKind from_kind, std::string const& to,
                            NodeKind to_kind) {
        auto const source = map.find(from, from_kind);
        auto const target = map.find(to, to_kind);
        for (auto const& edge : map.edges()) {
            if (edge.from == source && edge.to == target) {
                return edge.weight;
            }
        }
        return 0.0;
    };
    CHECK(weight("voice", NodeKind::feature, "a", NodeKind::subtheme) == Approx(2.0 / 4.0));
    CHECK(weight("c", NodeKind::subtheme, "safe", NodeKind::component) == Approx(0.75));
    CHECK(weight("d", NodeKind::subtheme, "safe", NodeKind::component) == Approx(-0.25));
    CHECK(weight("warm", NodeKind::component, "alliance", NodeKind::state) == Approx(0.75));
    CHECK(weight("engagement", NodeKind::state, "use", NodeKind::state) == Approx(0.25));
    // habit settles at a u / (a u + b (1 - u)); its slope at u = 1/2
    auto const settled = [](double u) { return 0.1 * u / (0.1 * u + 0.3 * (1.0 - u)); };
    CHECK(weight("use", NodeKind::state, "habit", NodeKind::state) ==
          Approx((settled(0.50001) - settled(0.49999)) / 0.00002).epsilon(1e-6));
    CHECK(weight("habit", NodeKind::state, "drifted", NodeKind::cause) == Approx(-3.0));
    CHECK(map.find("nobody", NodeKind::state) == map.nodes().size());
}

TEST_CASE("the strongest path to a cause is the one worked out by hand") {
    ThematicMap const map(small::theory());
    auto const drifted = map.find("drifted", NodeKind::cause);
    auto const paths = map.strongest_paths(NodeKind::subtheme, drifted, 3);
    REQUIRE(paths.size() == 3);
    // a or b -> warm 1/2 -> engagement 3 -> use 1/4 -> habit 0.75 -> drifted -3
    CHECK(paths[0].strength == Approx(0.5 * 3.0 * 0.25 * 0.75 * -3.0));
    CHECK(names(paths[0], map) ==
          std::vector<std::string>{"a", "warm", "engagement", "use", "habit", "drifted"});
    CHECK(names(paths[1], map)[0] == "b");
    // c -> a 1/2 and on
    CHECK(paths[2].strength == Approx(0.5 * paths[0].strength));
    CHECK(paths[2].weights.size() == paths[2].nodes.size() - 1);
}

TEST_CASE("the strongest paths are those of an exhaustive search") {
    for (unsigned seed = 0; seed < 12; ++seed) {
        ThematicMap const map(with_random_map(seed));
        for (auto const* const cause : {"disenchanted", "drifted"}) {
            for (auto const kind : {NodeKind::subtheme, NodeKind::feature}) {
                auto const node = map.find(cause, NodeKind::cause);
                auto const all = AllPaths(map, node).strengths_from(kind);
                auto const paths = map.strongest_paths(kind, node, 7, 30);
                INFO("seed " << seed << ", " << cause);
                REQUIRE(paths.size() == std::min<std::size_t>(7, all.size()));
                for (std::size_t i = 0; i < paths.size(); ++i) {
                    CHECK(std::abs(paths[i].strength) == Approx(std::abs(all[i])));
                }
            }
        }
    }
}

TEST_CASE("paths are no longer than asked, and none are none") {
    ThematicMap const map(small::theory());
    auto const drifted = map.find("drifted", NodeKind::cause);
    CHECK(map.strongest_paths(NodeKind::subtheme, drifted, 5, 4).empty());
    CHECK(map.strongest_paths(NodeKind::subtheme, drifted, 0).empty());
    for (auto const& path : map.strongest_paths(NodeKind::subtheme, drifted, 50, 5)) {
        CHECK(path.weights.size() <= 5);
    }
}

TEST_CASE("support of at least most leaves what most or all said, and what no one was asked for") {
    auto const whole = small::theory();
    auto const strict = supported_at_least(whole, SaidBy::most);
    REQUIRE(strict.map.size() == 4);
    CHECK(strict.map[0].strength.value == 0.2);
    CHECK(strict.map[1].strength.value == 0.0);
    CHECK(strict.map[2].strength.value == 0.0);
    CHECK(strict.map[3].strength.value == 0.0);
    CHECK(strict.subthemes[0].target.features[0].weight.value == 0.0);
    CHECK(strict.subthemes[0].target.products[0].weight.value == 0.0);
    CHECK(strict.subthemes[2].target.features[0].weight.value == 1.0);
    CHECK(strict.subthemes[3].target.traits[0].weight.value == 1.0);
    CHECK(strict.events[0].jumps[0].size.value == 0.0);
    // intercepts stay, whoever said them
    CHECK(strict.subthemes[3].target.intercept.value == 0.4);
    CHECK(strict.causes[0].hazard.state[0].weight.value == -2.0);
    CHECK(spectral_radius(strict) == Approx(0.0).margin(1e-9));
    CHECK(ThematicMap(strict).influences().size() == 1);
}

TEST_CASE("support of at least inferred leaves everything") {
    auto const whole = relations(small::theory());
    auto const same = relations(supported_at_least(small::theory(), SaidBy::inferred));
    REQUIRE(whole.size() == same.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CHECK(whole[i].weight.value == same[i].weight.value);
    }
}

TEST_CASE("relations name what moves what, in the order of the file") {
    auto const all = relations(small::theory());
    REQUIRE(all.size() == 16);
    CHECK(all[0].from == "voice");
    CHECK(all[0].to == "a");
    CHECK(all[0].kind == RelationKind::target);
    CHECK(all[1].from == "voice x alone");
    CHECK(all[1].source == RelationSource::product);
    CHECK(all[4].from == "a");
    CHECK(all[4].to == "b");
    CHECK(all[4].source == RelationSource::subtheme);
    CHECK(all.back().from == "idle_days");
    CHECK(all.back().to == "drifted");
    CHECK(all.back().kind == RelationKind::hazard);
}
