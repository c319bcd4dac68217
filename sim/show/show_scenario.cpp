#include "agents/peers/graph_facts.hpp"
#include "core/contract.hpp"
#include "core/parallel.hpp"
#include "report/text/json_writer.hpp"
#include "sim/engine/run_cost.hpp"
#include "sim/peer_graph.hpp"
#include "sim/show/design_words.hpp"
#include "sim/show/names.hpp"
#include "sim/show/page.hpp"
#include "sim/show/peers_words.hpp"
#include "sim/show/show.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sim {

namespace {

/// "1,234,567"
std::string grouped(std::uint64_t number) {
    auto text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string in_megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

/// How a design stands to the baseline, in few words.
std::string against_baseline(Scenario const& scenario, std::size_t design) {
    if (design == scenario.baseline) {
        return "the baseline";
    }
    auto const found =
        differences(scenario.designs[design], scenario.designs[scenario.baseline], scenario.theory);
    if (found.empty()) {
        return "as the baseline";
    }
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        auto const& one = found[i];
        bool const words = one.what == "prompts";
        text += (i == 0 ? "" : ", ") + in_words(one.what) +
                (words ? "" : fmt::format(" {} for {}", one.here, one.there));
    }
    return text + (found.size() > most ? fmt::format(", {} more", found.size() - most) : "");
}

void write_designs(Page& page, Scenario const& scenario) {
    page.heading(fmt::format("{} designs", scenario.designs.size()));
    report::TextTable table({{"design", report::Align::left},
                             {"extends", report::Align::left},
                             {"features", report::Align::right},
                             {"prompts", report::Align::left},
                             {"differs from the baseline", report::Align::left}},
                            2);
    for (std::size_t d = 0; d < scenario.designs.size(); ++d) {
        auto const& design = scenario.designs[d];
        auto const present = std::count_if(design.features.begin(), design.features.end(),
                                           [](double degree) { return degree > 0.0; });
        table.add_row({design.name, design.extends, fmt::format("{}", present),
                       in_words(name_of(design.prompts.policy)), against_baseline(scenario, d)});
    }
    page.table(table);
}

void write_peers(Page& page, Scenario const& scenario) {
    if (!scenario.peers) {
        return;
    }
    auto const graph = peer_graph(scenario);
    auto const facts = agents::facts_of(graph);
    page.heading("Peers");
    page.item(peers_in_words(*scenario.peers));
    page.item(
        fmt::format("{} people, {} edges: {:.2f} neighbours on average, {} at most, {} people "
                    "without any",
                    grouped(graph.users()), grouped(graph.edges()), facts.mean_neighbours,
                    grouped(facts.most_neighbours), grouped(facts.without_neighbours)));
    page.item(fmt::format("clustering {:.3f}: the share of pairs of a person's neighbours who know "
                          "each other ({} of {} people)",
                          facts.clustering, facts.sampled == graph.users() ? "all" : "a sample",
                          grouped(facts.sampled)));
}

std::string replicates_in_words(Scenario const& scenario) {
    if (scenario.replicates == 1) {
        return fmt::format("replicate {}", scenario.replicate);
    }
    return fmt::format("replicates {} to {}", scenario.replicate,
                       scenario.replicate + scenario.replicates - 1);
}

void write_cost(Page& page, Scenario const& scenario) {
    auto const cost = cost_of(scenario);
    page.heading("What it takes");
    auto const lucks = scenario.replicates == 1
                           ? std::string()
                           : fmt::format(" x {} replicates", scenario.replicates);
    page.item(
        fmt::format("{} people x {} days x {} designs{} = {} user-days, fewer as people leave",
                    grouped(scenario.users), scenario.horizon_days + 1, scenario.designs.size(),
                    lucks, grouped(cost.user_days)));
    page.item(fmt::format("memory about {}, of which {} are the people's traits",
                          in_megabytes(cost.memory_bytes(core::hardware_threads())),
                          in_megabytes(cost.people_bytes)));
    page.item(
        fmt::format("a file of results of at most about {}", in_megabytes(cost.record_bytes)));
    page.item(fmt::format("recorded: {}", fmt::join(recorded_words(scenario.keep), ", ")));
    page.item(fmt::format("seed {}, {}: the same people meet the same luck under every design",
                          scenario.seed, replicates_in_words(scenario)));
}

std::string scenario_text(Scenario const& scenario, std::size_t width) {
    auto const& theory = scenario.theory;
    Page page(width);
    page.title(scenario.name);
    page.paragraph(scenario.describes);
    page.heading("Who and what");
    page.item(fmt::format("people: {}, with {} traits. {}", scenario.cohort.name,
                          scenario.cohort.traits.size(), scenario.cohort.describes));
    page.item(fmt::format("theory: {}, with {} components, {} subthemes, {} influences, {} events, "
                          "{} causes of leaving. {}",
                          theory.name, theory.components.size(), theory.subthemes.size(),
                          theory.map.size(), theory.events.size(), theory.causes.size(),
                          theory.describes));
    page.item(fmt::format("time: {} days, day 0 (installing) to day {}", scenario.horizon_days + 1,
                          scenario.horizon_days));
    write_designs(page, scenario);
    write_peers(page, scenario);
    write_cost(page, scenario);
    page.heading("Files");
    for (auto const& source : scenario.sources) {
        page.item(source.path);
    }
    for (auto const& set : scenario.overrides) {
        page.item("--set " + set);
    }
    return page.str();
}

void write_peers(report::JsonWriter& json, Scenario const& scenario) {
    if (!scenario.peers) {
        json.key("peers").null();
        return;
    }
    auto const graph = peer_graph(scenario);
    auto const facts = agents::facts_of(graph);
    json.key("peers").begin_object().member("rule", agents::name_of(scenario.peers->rule));
    json.member("edges", std::uint64_t{graph.edges()});
    json.member("mean_neighbours", facts.mean_neighbours);
    json.member("most_neighbours", std::uint64_t{facts.most_neighbours});
    json.member("without_neighbours", std::uint64_t{facts.without_neighbours});
    json.member("clustering", facts.clustering).member("sampled", std::uint64_t{facts.sampled});
    json.end_object();
}

std::string scenario_json(Scenario const& scenario) {
    report::JsonWriter json;
    json.begin_object().member("name", scenario.name).member("describes", scenario.describes);
    json.member("theory", scenario.theory.name).member("cohort", scenario.cohort.name);
    json.key("designs").begin_array();
    for (auto const& design : scenario.designs) {
        json.begin_object().member("name", design.name).member("extends", design.extends);
        json.member("prompts", name_of(design.prompts.policy)).key("differs").begin_array();
        for (auto const& one :
             differences(design, scenario.designs[scenario.baseline], scenario.theory)) {
            json.begin_object().member("what", one.what).member("here", one.here);
            json.member("there", one.there).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().member("baseline", scenario.designs[scenario.baseline].name);
    json.member("users", std::uint64_t{scenario.users});
    json.member("horizon_days", scenario.horizon_days).member("seed", scenario.seed);
    json.member("replicate", scenario.replicate);
    json.member("replicates", std::uint64_t{scenario.replicates});
    write_peers(json, scenario);
    auto const cost = cost_of(scenario);
    json.key("cost").begin_object().member("user_days", cost.user_days);
    json.member("people_bytes", cost.people_bytes).member("record_bytes", cost.record_bytes);
    json.end_object().key("files").begin_array();
    for (auto const& source : scenario.sources) {
        json.value(source.path);
    }
    json.end_array().key("overrides").begin_array();
    for (auto const& set : scenario.overrides) {
        json.value(set);
    }
    return json.end_array().end_object().str();
}

} // namespace

std::string show_scenario(Scenario const& scenario, ShowFormat format, std::size_t width) {
    HOLDFAST_EXPECT(format == ShowFormat::text || format == ShowFormat::json);
    return format == ShowFormat::json ? scenario_json(scenario) : scenario_text(scenario, width);
}

} // namespace sim
