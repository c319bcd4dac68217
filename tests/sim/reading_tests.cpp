#include "core/mistakes.hpp"
#include "sim/reading/reading.hpp"
#include "tests/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>

namespace {

std::string const folder = HOLDFAST_SOURCE_DIR "/tests/errors/good/";

agents::Subtheme const& subtheme(agents::Theory const& theory, std::string const& name) {
    return *std::find_if(theory.subthemes.begin(), theory.subthemes.end(),
                         [&name](agents::Subtheme const& s) { return s.name == name; });
}

sim::Scenario with(std::vector<std::string> const& overrides) {
    std::vector<sim::Override> parsed;
    for (auto const& text : overrides) {
        parsed.push_back(sim::parse_override(text));
    }
    return sim::read_scenario(folder + "scenario.yaml", parsed);
}

} // namespace

TEST_CASE("A theory is read into its parts") {
    auto const theory = sim::read_theory(folder + "theory.yaml");
    CHECK(theory.name == "small");
    CHECK(theory.features[1].name == "check_ins");
    CHECK(theory.components[1].weight.value == 0.5);
    CHECK(theory.components[1].weight.range->high == 0.8);
    CHECK(theory.components[1].weight.said_by == agents::SaidBy::most);
    auto const& purpose = subtheme(theory, "purpose");
    CHECK(purpose.component == 1);
    CHECK(purpose.weight.value == -0.5);
    CHECK(purpose.surprise.value == 0.0);
    CHECK(purpose.target.features[0].name == "check_ins");
    CHECK(purpose.target.features[0].weight.value == 0.3);
    CHECK(purpose.target.features[0].centre == 0.5);
    CHECK(theory.map[1].from == 1);
    CHECK(theory.map[1].to == 0);
    CHECK(theory.map[1].strength.value == -0.3);
    CHECK(theory.map[0].strength.id == "R2");
    CHECK(theory.events[0].exposure == agents::Exposure::use);
    CHECK(theory.events[0].jumps[0].subtheme == 0);
    CHECK(theory.engagement.by_day_part[0] == -1.0);
    CHECK(theory.engagement.by_day_part[3] == 0.0);
    CHECK(theory.need.profile[3] == 1.0);
    CHECK(theory.need.night_trait.empty());
    CHECK(theory.goals.component == 1);
    CHECK(theory.instruments[0].items[0].weights == std::vector<double>{1.0, 0.0});
    CHECK(theory.instruments[0].active_within_days == 7);
}

TEST_CASE("Each kind of marginal is read") {
    auto const cohort = sim::read_cohort(folder + "cohort.yaml");
    auto const& age = std::get<agents::Normal>(cohort.traits[0].marginal);
    CHECK(age.mean == 35.0);
    CHECK(age.high == 90.0);
    // mean 0.4, sd 0.2: a + b = 0.4 0.6 / 0.04 - 1 = 5.
    auto const& severity = std::get<agents::Beta>(cohort.traits[1].marginal);
    CHECK(severity.alpha == Approx(2.0));
    CHECK(severity.beta == Approx(3.0));
    auto const& alone = std::get<agents::Bernoulli>(cohort.traits[2].marginal);
    CHECK(alone.log_odds[0].centre == 35.0);
    auto const& style = std::get<agents::Categorical>(cohort.traits[3].marginal);
    CHECK(style.levels[2] == "non_relational");
    CHECK(style.log_odds[0][0].name == "lives_alone");
    CHECK(style.log_odds[1].empty());
    CHECK(cohort.correlations[0].second == 1);
    CHECK(cohort.correlations[0].r == -0.1);
}

TEST_CASE("A variant takes from the extended design what it does not say") {
    auto const voice = sim::read_design(folder + "voice.yaml");
    CHECK(voice.design.name == "voice");
    CHECK(voice.design.extends == "plain");
    CHECK(voice.lineage == std::vector<std::string>{"voice", "plain"});
    CHECK(voice.features ==
          std::vector<std::pair<std::string, double>>{{"check_ins", 0.5}, {"human_voice", 0.8}});
    CHECK(voice.design.availability[0] == 0.9);
    CHECK(voice.design.availability[1] == 1.0);
    CHECK(voice.design.prompts.policy == agents::PromptPolicy::fixed);
    CHECK(voice.design.prompts.at == agents::PerDayPart<bool>{false, false, false, true});
    CHECK(voice.design.prompts.cap_a_day == 4);
}

TEST_CASE("A scenario holds all that its files say, and the files as they were") {
    auto const scenario = with({});
    CHECK(scenario.users == 100);
    CHECK(scenario.horizon_days == 30);
    CHECK(scenario.seed == 1);
    CHECK(scenario.baseline == 0);
    REQUIRE(scenario.designs.size() == 2);
    CHECK(scenario.designs[1].features == std::vector<double>{0.8, 0.5});
    REQUIRE(scenario.sources.size() == 5);
    for (auto const& source : scenario.sources) {
        CHECK(source.text == tests::text_of(source.path));
    }
}

TEST_CASE("Overrides reach every file and leave the sources as they were") {
    auto const scenario =
        with({"users=7", "baseline=voice", "replicate=2", "theory.habit.gain=0.1",
              "theory.map[0].strength=0.2", "cohort.traits.age.normal.mean=30",
              "designs.plain.features.human_voice=0.3", "designs.voice.reliability=0.5"});
    CHECK(scenario.users == 7);
    CHECK(scenario.baseline == 1);
    CHECK(scenario.replicate == 2);
    CHECK(scenario.theory.habit.gain.value == 0.1);
    CHECK(scenario.theory.map[0].strength.value == 0.2);
    CHECK(std::get<agents::Normal>(scenario.cohort.traits[0].marginal).mean == 30.0);
    CHECK(scenario.designs[0].features == std::vector<double>{0.3, 0.5});
    CHECK(scenario.designs[1].features == std::vector<double>{0.8, 0.5});
    CHECK(scenario.designs[1].reliability == 0.5);
    CHECK(scenario.overrides[3] == "theory.habit.gain=0.1");
    CHECK(scenario.sources[0].text == tests::text_of(folder + "scenario.yaml"));
}

TEST_CASE("An override of an extended design reaches its variants") {
    auto const scenario = with({"designs.plain.features.check_ins=0.9"});
    CHECK(scenario.designs[1].features == std::vector<double>{0.8, 0.9});
}

TEST_CASE("A quantity in its long form keeps what is known of it when a number is set") {
    auto const scenario = with({"theory.components.goals.weight=0.4"});
    auto const& weight = scenario.theory.components[1].weight;
    CHECK(weight.value == 0.4);
    CHECK(weight.id == "R1");
    CHECK(weight.range->low == 0.2);
}

TEST_CASE("An override can give a plain number its long form, and a key with a dot in it a value") {
    auto const scenario =
        with({"theory.habit.gain.id=F9",
              "theory.subthemes.warmth.first.traits.connection_style.personifier=0.7"});
    CHECK(scenario.theory.habit.gain.value == 0.05);
    CHECK(scenario.theory.habit.gain.id == "F9");
    CHECK(subtheme(scenario.theory, "warmth").first.traits[0].weight.value == 0.7);
}

TEST_CASE("An override can name other files and whole mappings") {
    auto const scenario =
        with({"designs=[voice.yaml]", "theory.causes.bored={hazard: {intercept: -6}}"});
    CHECK(scenario.designs.size() == 1);
    CHECK(scenario.theory.causes[1].hazard.intercept.value == -6.0);
}

TEST_CASE("Each rule for who knows whom is read") {
    CHECK_FALSE(with({}).peers);
    CHECK_FALSE(with({"peers=none"}).peers);
    auto const rule = [](std::string const& text) {
        return with({"peers=" + text}).peers.value().rule;
    };
    auto const world =
        std::get<agents::SmallWorld>(rule("{small_world: {neighbours: 4, rewired: 0.2}}"));
    CHECK(world.neighbours == 4);
    CHECK(world.rewired == 0.2);
    CHECK(std::get<agents::ScaleFree>(rule("{scale_free: {links: 3}}")).links == 3);
    CHECK(std::get<agents::RandomPeers>(rule("{random: {neighbours: 2.5}}")).neighbours == 2.5);
    auto const groups =
        std::get<agents::PeerGroups>(rule("{groups: {sizes: [30, 70], within: 3, between: 1}}"));
    CHECK(groups.sizes == std::vector<std::size_t>{30, 70});
    CHECK(groups.within == 3.0);
    CHECK(groups.between == 1.0);
    auto const equal =
        std::get<agents::PeerGroups>(rule("{groups: {count: 3, within: 3, between: 1}}"));
    CHECK(equal.sizes == std::vector<std::size_t>{34, 33, 33});
    auto const invited = with({"peers={scale_free: {links: 3}, "
                               "invitation: {starters: 0.1, chance: 0.02}}"})
                             .peers.value()
                             .invitation.value();
    CHECK(invited.starters == 0.1);
    CHECK(invited.chance == 0.02);
    CHECK(with({"peers={random: {neighbours: 4}}", "replicates=4"}).replicates == 4);
}

TEST_CASE("A file of edges is read, each edge from its lower user and in order") {
    auto const scenario = with({"peers={file: friends.csv, edges: 4}"});
    auto const listed = std::get<agents::ListedPeers>(scenario.peers.value().rule);
    CHECK(listed.file == "friends.csv");
    using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    CHECK(listed.edges == Edges{{0, 1}, {0, 98}, {2, 4}, {7, 99}});
}

TEST_CASE("Columns of real people become numbers or categories") {
    auto const cohort = sim::read_cohort(folder + "real-people.yaml");
    CHECK(cohort.people_rows == 3);
    CHECK(cohort.people_order == agents::PeopleOrder::with_replacement);
    CHECK(std::get<agents::FromPeople>(cohort.traits[0].marginal).rows ==
          std::vector<double>{31, 45, 28});
    auto const& gender = std::get<agents::FromPeople>(cohort.traits[1].marginal);
    CHECK(gender.levels == std::vector<std::string>{"female", "male"});
    CHECK(gender.rows == std::vector<double>{0, 1, 0});
    CHECK(std::get<agents::Empirical>(cohort.traits[2].marginal).sorted ==
          std::vector<double>{0.2, 0.3, 0.4});
}
