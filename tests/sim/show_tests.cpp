#include "report/picture/svg.hpp"
#include "report/text/text_table.hpp"
#include "sim/engine/run_cost.hpp"
#include "sim/show/show.hpp"
#include "tests/agents/small_theory.hpp"
#include "tests/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace sim;
using namespace report;
using agents::SaidBy;

namespace {

std::size_t count(std::string const& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

/// What python3 prints of `expression`, with the JSON in `d`; "no python" where there is none.
std::string python(std::string const& json, std::string const& expression) {
    if (std::system("command -v python3 >/dev/null") != 0) {
        return "no python";
    }
    // Test cases may run at the same time, each in a process of its own.
    auto const file = fmt::format("show_tests_{}.json", getpid());
    std::ofstream(file) << json;
    auto const command =
        fmt::format("python3 -c 'import json; d = json.load(open(\"{}\")); print({}, end=\"\")'",
                    file, expression);
    std::string out;
    auto* const pipe = popen(command.c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        out += static_cast<char>(c);
    }
    pclose(pipe);
    std::remove(file.c_str());
    return out;
}

#define CHECK_PYTHON(json, expression, expected)                                                   \
    do {                                                                                           \
        auto const said = python(json, expression);                                                \
        if (said != "no python") {                                                                 \
            CHECK(said == expected);                                                               \
        }                                                                                          \
    } while (false)

bool fits(std::string const& text, std::size_t width) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (display_width(line) > width) {
            UNSCOPED_INFO(line);
            return false;
        }
    }
    return true;
}

agents::Cohort cohort() {
    agents::Cohort made;
    made.name = "made";
    made.describes = "people made up";
    made.traits = {
        {"age", "age", "years", "assumption", agents::Normal{40.0, 10.0, 18.0, 90.0}},
        {"mood", "mood", "0..1", "", agents::Beta{2.0, 3.0}},
        {"wait", "days waited", "days", "", agents::Lognormal{30.0, 0.5, 1.0, 500.0}},
        {"spread", "spread", "", "", agents::Uniform{2.0, 6.0}},
        {"same", "the same for all", "", "", agents::Constant{3.0}},
        {"alone", "lives alone", "yes/no", "", agents::Bernoulli{0.3, {}}},
        {"style", "style", "category", "",
         agents::Categorical{{"one", "two"}, {0.25, 0.75}, {{}, {}}}},
        {"diary", "pages written", "pages", "",
         agents::Empirical{{1.0, 2.0, 2.0, 7.0}, "d.csv", "p"}},
    };
    made.correlations = {{0, 1, 0.5}, {0, 5, -0.4}};
    return made;
}

agents::Design design(std::string name) {
    agents::Design made;
    made.name = std::move(name);
    made.describes = "a design";
    made.features = {0.75, 0.0};
    return made;
}

Scenario scenario() {
    Scenario made;
    made.name = "made";
    made.theory = small::theory();
    made.cohort = cohort();
    made.designs = {design("plain"), design("voiced")};
    made.designs[1].features[0] = 1.0;
    made.designs[1].extends = "plain";
    made.users = 1000;
    made.horizon_days = 29;
    made.seed = 7;
    made.sources = {{"made.yaml", "kind: scenario"}};
    return made;
}

} // namespace

TEST_CASE("a theory in words tells every part of it and keeps within the terminal") {
    auto const text = show_theory(small::theory());
    for (auto const* const part :
         {"small", "warm, 75% of the alliance", "a raises b by 0.20 (R1, most said so)",
          "b lowers c by 0.40", "+0.0600  a → b → a", "-0.0400", "Spectral radius",
          "d reaches no other", "a → warm → engagement → use → habit → drifted",
          "with alone: +0.7 a (U9, few)", "R16: lies outside the app", "scare (a scare)",
          "habit forms"}) {
        INFO(part);
        CHECK(tests::has(text, part));
    }
    CHECK(fits(text, 100));
    ShowTheoryOptions narrow;
    narrow.width = 72;
    CHECK(fits(show_theory(small::theory(), narrow), 72));
}

TEST_CASE("half-lives are those of the rates") {
    auto const text = show_theory(small::theory());
    // learning 0.5 a day: half in 1 day; fading 0.1: log 0.5 / log 0.9 = 6.6; habit 0.1: log 0.05 /
    // log 0.9 = 28.4
    CHECK(tests::has(text, "28.4"));
    CHECK(tests::has(text, "6.6"));
    CHECK(tests::has(text, "for ever"));
}

TEST_CASE("a theory of at least most tells how many relations are left and which are not") {
    ShowTheoryOptions options;
    options.at_least = SaidBy::most;
    auto const text = show_theory(small::theory(), options);
    CHECK(tests::has(text, "10 of 16 are left"));
    CHECK(tests::has(text, "b → a +0.3 (R2, few)"));
    CHECK_FALSE(tests::has(text, "a → b +0.2 (R1, most)"));
    CHECK(tests::has(text, "1 influence between 4 subthemes"));
}

TEST_CASE("a theory as JSON says the same and is valid") {
    ShowTheoryOptions options;
    options.format = ShowFormat::json;
    auto const json = show_theory(small::theory(), options);
    CHECK_PYTHON(json, "len(d[\"map\"]), d[\"map\"][2][\"strength\"], d[\"map\"][2][\"said_by\"]",
                 "4 -0.4 some");
    CHECK_PYTHON(json, "round(d[\"cycles\"][\"all\"][0][\"gain\"], 6)", "0.06");
    CHECK_PYTHON(json, "d[\"reach\"][\"d\"], d[\"at_least\"]", "[] None");
    CHECK_PYTHON(json, "d[\"strongest_paths\"][\"drifted\"][\"from_subthemes\"][0][\"nodes\"][-1]",
                 "drifted");
    CHECK_PYTHON(json, "len(d[\"relations\"][\"kept\"]), len(d[\"relations\"][\"dropped\"])",
                 "16 0");
    options.at_least = SaidBy::most;
    CHECK_PYTHON(show_theory(small::theory(), options),
                 "len(d[\"relations\"][\"kept\"]), len(d[\"relations\"][\"dropped\"]), "
                 "d[\"at_least\"]",
                 "10 6 most");
}

TEST_CASE("the picture of a map has a circle a subtheme and an arrow an influence") {
    ShowTheoryOptions options;
    options.format = ShowFormat::svg;
    auto theory = small::theory();
    theory.name = "A & B <c>";
    auto const svg = show_theory(theory, options);
    CHECK(tests::has(svg, "<svg xmlns"));
    CHECK(tests::has(svg, "A &amp; B &lt;c&gt;"));
    CHECK_FALSE(tests::has(svg, "nan"));
    CHECK_FALSE(tests::has(svg, "http://www.w3.org/1999/xlink"));
    // beside those of the legend: two components and the hollow one; two signs, three strengths,
    // seven degrees of support
    CHECK(count(svg, "<circle") == 4 + 3);
    CHECK(count(svg, "<g opacity") == 4 + 12);
    CHECK(count(svg, ">R3</text>") == 1);
}

TEST_CASE("a theory without a map, events or instruments can be shown") {
    auto theory = small::theory();
    theory.map.clear();
    theory.events.clear();
    for (auto const format : show_theory_formats) {
        ShowTheoryOptions options;
        options.format = format;
        CHECK_FALSE(show_theory(theory, options).empty());
    }
}

TEST_CASE("people as drawn stand beside people as asked") {
    auto const text = show_cohort(cohort());
    CHECK(tests::has(text, "20000 people"));
    CHECK(tests::has(text, "age"));
    CHECK(tests::has(text, "always 3"));
    CHECK(tests::has(text, "one"));
    CHECK(tests::has(text, "▅"));
    CHECK(fits(text, 100));
}

TEST_CASE("what was drawn has the moments, shares and correlations that were asked for") {
    ShowCohortOptions options;
    options.format = ShowFormat::json;
    auto const json = show_cohort(cohort(), options);
    // z = 5 standard errors: false alarms below 1e-6 each. sd / sqrt(20000) x 5 = 0.035 sd for a
    // mean.
    for (auto const* const name : {"age", "mood", "wait", "spread", "diary"}) {
        INFO(name);
        CHECK_PYTHON(
            json,
            fmt::format("[abs(t[\"realised\"][\"mean\"] - t[\"asked\"][\"mean\"]) < 0.036 * "
                        "t[\"asked\"][\"sd\"] for t in d[\"traits\"] if t[\"name\"] == "
                        "\"{}\"][0]",
                        name),
            "True");
    }
    CHECK_PYTHON(json,
                 "[round(t[\"asked\"][\"sd\"], 6) for t in d[\"traits\"] if t[\"name\"] == "
                 "\"mood\"][0]",
                 "0.2");
    CHECK_PYTHON(json,
                 "abs(d[\"traits\"][5][\"realised\"][\"yes\"] - 0.3) < 5 * (0.21 / 20000) ** 0.5",
                 "True");
    CHECK_PYTHON(json, "abs(d[\"traits\"][6][\"realised\"][\"two\"] - 0.75) < 0.016", "True");
    CHECK_PYTHON(json, "d[\"correlations\"][0][\"between\"], d[\"correlations\"][0][\"kind\"]",
                 "['age', 'mood'] continuous");
    CHECK_PYTHON(json, "abs(d[\"correlations\"][0][\"realised\"] - 0.5) < 5 * 0.75 / 20000 ** 0.5",
                 "True");
    CHECK_PYTHON(
        json, "d[\"correlations\"][1][\"kind\"], -0.4 < d[\"correlations\"][1][\"realised\"] < 0",
        "tied True");
}

TEST_CASE("truncation shows in what is asked for") {
    auto made = cohort();
    // half a normal: mean sqrt(2 / pi), sd sqrt(1 - 2 / pi)
    made.traits[0].marginal = agents::Normal{0.0, 1.0, 0.0, agents::unbounded};
    // a lognormal with no bounds: mean e^0.125 x 30
    made.traits[2].marginal = agents::Lognormal{30.0, 0.5, 0.0, agents::unbounded};
    ShowCohortOptions options;
    options.format = ShowFormat::json;
    auto const json = show_cohort(made, options);
    CHECK_PYTHON(json,
                 "round(d[\"traits\"][0][\"asked\"][\"mean\"], 5), "
                 "round(d[\"traits\"][0][\"asked\"][\"sd\"], 5)",
                 "0.79788 0.60281");
    CHECK_PYTHON(json, "round(d[\"traits\"][2][\"asked\"][\"mean\"], 4)", "33.9945");
}

TEST_CASE("people as CSV have a row a person and a column a trait, levels by name") {
    ShowCohortOptions options;
    options.format = ShowFormat::csv;
    options.people = 50;
    auto const csv = show_cohort(cohort(), options);
    CHECK(count(csv, "\n") == 51);
    CHECK(tests::has(csv, "user,age,mood,wait,spread,same,alone,style,diary\n"));
    CHECK(tests::has(csv, ",two,"));
    options.people = 40;
    CHECK(csv.compare(0, show_cohort(cohort(), options).size(), show_cohort(cohort(), options)) ==
          0);
}

TEST_CASE("people as a picture have a plot a trait") {
    ShowCohortOptions options;
    options.format = ShowFormat::svg;
    options.people = 500;
    auto const svg = show_cohort(cohort(), options);
    CHECK(count(svg, "<polyline") == 5);
    CHECK(tests::has(svg, "always 3"));
    CHECK_FALSE(tests::has(svg, "nan"));
}

TEST_CASE("a design in words tells features, availability, prompts and what differs") {
    auto plain = design("plain");
    auto variant = design("variant");
    variant.extends = "plain";
    variant.features = {0.75, 1.0};
    variant.availability[0] = 0.5;
    variant.reliability = 0.9;
    variant.prompts = {
        agents::PromptPolicy::on_need, {true, false, false, true}, 0.0, 0.6, 0, 2, 5};
    auto const theory = small::theory();
    auto const text = show_design(variant, theory, &plain);
    for (auto const* const part :
         {"a human voice", "0.75", "50% of attempts", "90% of days",
          "Each night and evening when need reaches 0.6, at most 2 a day", "5 in a row",
          "WHAT DIFFERS FROM PLAIN", "availability night", "prompts there: No prompts"}) {
        INFO(part);
        CHECK(tests::has(text, part));
    }
    CHECK(tests::has(show_design(plain, theory), "Absent: tidy."));
    CHECK(tests::has(show_design(plain, theory, &plain), "Nothing but the name"));
    auto const json = show_design(variant, theory, &plain, ShowFormat::json);
    CHECK_PYTHON(json, "[x[\"what\"] for x in d[\"differs\"]]",
                 "['tidy', 'availability night', 'reliability', 'prompts']");
    CHECK_PYTHON(json, "d[\"prompts\"][\"policy\"], d[\"prompts\"][\"at\"]",
                 "on_need ['night', 'evening']");
}

TEST_CASE("a design in words tells what a policy that learns believes at first") {
    auto learner = design("learner");
    learner.prompts.policy = agents::PromptPolicy::learned;
    learner.prompts.at = {false, true, false, true};
    auto text = show_design(learner, small::theory(), nullptr, ShowFormat::text, 200);
    CHECK(tests::has(text, "Each day 1 of morning and evening, chosen by Thompson sampling"));
    CHECK(tests::has(text, "(prior Beta(1, 1))"));
    learner.prompts.prior_answered[3] = 2.0;
    learner.prompts.forgetting = 0.02;
    text = show_design(learner, small::theory(), nullptr, ShowFormat::text, 200);
    CHECK(tests::has(text, "(prior Beta(1, 1), Beta(2, 1), by day-part; a day takes 2% of"));
    auto const json = show_design(learner, small::theory(), nullptr, ShowFormat::json);
    CHECK_PYTHON(json, "d[\"prompts\"][\"prior\"][\"evening\"][\"answered\"]", "2");
}

TEST_CASE("a design in words tells when its stages begin, what changes in them, and until when") {
    auto staged = design("staged");
    agents::Stage lapsed;
    lapsed.name = "lapsed";
    lapsed.when.idle_days = 3;
    lapsed.when.alliance_below = 0.4;
    lapsed.features = staged.features;
    lapsed.features[1] = 0.5;
    lapsed.prompts = {agents::PromptPolicy::fixed, {false, false, false, true}, 0.0, 0.0, 0, 1, 0};
    lapsed.until = agents::StageEnd::use;
    auto weak = lapsed;
    weak.name = "weak";
    weak.when = {};
    weak.when.days_since_install = 14;
    weak.until = agents::StageEnd::days;
    weak.days = 7;
    staged.stages = {lapsed, weak};
    auto const plain = design("plain");
    auto const text = show_design(staged, small::theory(), &plain);
    for (auto const* const part :
         {"STAGES", "After 3 days without use, with alliance below 0.4, until the day after a use.",
          "From day 14 on, for 7 days.", "0.5 instead of",
          "prompts: Every evening, at most 1 a day", "stages there: none",
          "stages here: lapsed after 3 days"}) {
        INFO(part);
        CHECK(tests::has(text, part));
    }
    CHECK_FALSE(tests::has(show_design(plain, small::theory()), "STAGES"));
    auto const json = show_design(staged, small::theory(), &plain, ShowFormat::json);
    CHECK_PYTHON(json, "[x[\"name\"] for x in d[\"stages\"]], d[\"stages\"][1][\"until\"]",
                 "['lapsed', 'weak'] for 7 days");
    CHECK_PYTHON(json, "len(d[\"stages\"][0][\"changes\"])", "2");
}

TEST_CASE("a scenario in words tells what will be run and what it takes") {
    auto const text = show_scenario(scenario());
    CHECK(tests::has(text, "1,000 people x 30 days x 2 designs = 60,000 user-days"));
    CHECK(tests::has(text, "the baseline"));
    CHECK(tests::has(text, "voice 1 for 0.75"));
    CHECK(tests::has(text, "made.yaml"));
    CHECK(fits(text, 100));
    auto const json = show_scenario(scenario(), ShowFormat::json);
    // 8 traits of 4 bytes; a user and design: 2 + 1 + 2 + 2 bytes of days, 4 of use, 4 + 4 counts,
    // 5 floats, 2 x 2 components; 12 sums a day and design
    CHECK_PYTHON(json, "d[\"cost\"][\"people_bytes\"], d[\"cost\"][\"record_bytes\"]",
                 fmt::format("{} {}", 1000 * 32,
                             1000 * 32 + 2 * 1000 * (7 + 4 + 8 + 20 + 16) + 2 * 30 * 12 * 8));
    CHECK_PYTHON(json, "d[\"baseline\"], d[\"users\"], len(d[\"designs\"])", "plain 1000 2");
}

TEST_CASE("a scenario with peers tells who knows whom") {
    auto with_peers = scenario();
    CHECK_FALSE(tests::has(show_scenario(with_peers), "Peers"));
    CHECK_PYTHON(show_scenario(with_peers, ShowFormat::json), "d[\"peers\"]", "None");
    with_peers.peers = agents::Peers{agents::SmallWorld{6, 0.0}, {}};
    auto const text = show_scenario(with_peers);
    CHECK(tests::has(text, "a small world: 6 neighbours on a circle, 0% of the links laid anew"));
    CHECK(tests::has(text,
                     "1,000 people, 3,000 edges: 6.00 neighbours on average, 6 at most, 0 people"));
    CHECK(tests::has(text, "clustering 0.600"));
    CHECK_PYTHON(show_scenario(with_peers, ShowFormat::json),
                 "d[\"peers\"][\"rule\"], d[\"peers\"][\"edges\"], d[\"peers\"][\"sampled\"]",
                 "small_world 3000 1000");
    with_peers.peers = agents::Peers{agents::ListedPeers{"friends.csv", {{0, 1}}}, {}};
    CHECK(tests::has(show_scenario(with_peers), "the edges of friends.csv"));
    with_peers.peers = agents::Peers{agents::PeerGroups{{400, 600}, 3.0, 1.0}, {}};
    CHECK(tests::has(show_scenario(with_peers),
                     "2 groups: on average 3 neighbours in the own, 1 in"));
    with_peers.peers = agents::Peers{agents::ScaleFree{3}, {}};
    CHECK(tests::has(show_scenario(with_peers), "scale free: each user lays 3 links"));
    with_peers.peers = agents::Peers{agents::RandomPeers{3.0}, {}};
    CHECK(tests::has(show_scenario(with_peers), "random: anybody knows anybody, 3 on average"));
}

TEST_CASE("replicates and people who live together take more, as a scenario in words tells") {
    auto one = scenario();
    one.peers = agents::Peers{agents::SmallWorld{6, 0.0}, {}};
    auto eight = one;
    eight.replicates = 8;
    auto const text = show_scenario(eight);
    CHECK(
        tests::has(text, "1,000 people x 30 days x 2 designs x 8 replicates = 480,000 user-days"));
    CHECK(tests::has(text, "replicates 0 to 7"));
    auto const cost = sim::cost_of(one);
    auto const more = sim::cost_of(eight);
    CHECK(more.record_bytes - more.people_bytes == 8 * (cost.record_bytes - cost.people_bytes));
    CHECK(more.together_bytes == cost.together_bytes);
    CHECK(sim::cost_of(scenario()).together_bytes == 0);
    // Each pair of neighbours more is two numbers of 4 bytes.
    one.peers = agents::Peers{agents::SmallWorld{8, 0.0}, {}};
    CHECK(sim::cost_of(one).together_bytes - cost.together_bytes == 1000 * 2 * 4);
}

TEST_CASE("the map as DOT is what Graphviz understands") {
    auto const dot = show_theory(small::theory(), {.format = ShowFormat::dot});
    CHECK(dot.starts_with("digraph"));
    CHECK(count(dot, "->") == 4);
    CHECK(tests::has(dot, "R3 -0.40"));
    CHECK(tests::has(dot, "dashed"));
    if (std::system("command -v dot >/dev/null") != 0) {
        return;
    }
    auto const file = fmt::format("show_tests_{}.dot", getpid());
    std::ofstream(file) << dot;
    CHECK(std::system(("dot -Tsvg -o /dev/null " + file).c_str()) == 0);
    std::remove(file.c_str());
}

TEST_CASE("what XML reserves is escaped") {
    CHECK(xml_escaped("a<b & \"c\">") == "a&lt;b &amp; &quot;c&quot;&gt;");
}
