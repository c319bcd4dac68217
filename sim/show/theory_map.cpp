#include "sim/show/names.hpp"
#include "sim/show/relation_words.hpp"
#include "sim/show/theory_sections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sim {

namespace {

std::string chain(std::vector<std::size_t> const& nodes, agents::ThematicMap const& map) {
    std::string text;
    for (auto const node : nodes) {
        text += (text.empty() ? "" : " → ") + in_words(map.nodes()[node].name);
    }
    return text;
}

std::string names_of(std::vector<std::size_t> const& subthemes, agents::Theory const& theory) {
    std::vector<std::string> names;
    for (auto const k : subthemes) {
        names.push_back(in_words(theory.subthemes[k].name));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// The column of the table of support that a relation is counted in: 0 map, 1 features and traits,
/// 2 states, 3 events.
std::size_t support_column(agents::Relation const& relation) {
    using agents::RelationSource;
    switch (relation.source) {
    case RelationSource::subtheme:
        return 0;
    case RelationSource::state:
        return 2;
    case RelationSource::event:
        return 3;
    default:
        return 1;
    }
}

void write_paths_from(Page& page, ShownTheory const& shown, agents::NodeKind from,
                      std::size_t cause, std::size_t strongest) {
    report::TextTable table({{"change", report::Align::right}, {"path", report::Align::left}}, 4);
    for (auto const& path : shown.map.strongest_paths(from, cause, strongest)) {
        table.add_row({fmt::format("{:+.3f}", path.strength), chain(path.nodes, shown.map)});
    }
    if (!table.empty()) {
        page.paragraph(from == agents::NodeKind::subtheme ? "from subthemes" : "from features", 4);
        page.table(table);
    }
}

} // namespace

void write_map(Page& page, ShownTheory const& shown) {
    page.heading("The thematic map");
    auto const influences = shown.map.influences();
    page.paragraph(fmt::format(
        "{} influence{} between {} subthemes. A strength says by how much the "
        "second aims higher or lower when the first goes from 0 to 1.",
        influences.size(), influences.size() == 1 ? "" : "s", shown.theory.subthemes.size()));
    for (auto const& edge : influences) {
        auto const who = edge.id.empty() ? "assumed" : said_so(edge.said_by);
        page.item(fmt::format(
            "{} {} {} by {:.2f} ({}{}{})", in_words(shown.theory.subthemes[edge.from].name),
            edge.weight > 0.0 ? "raises" : "lowers", in_words(shown.theory.subthemes[edge.to].name),
            std::abs(edge.weight), edge.id, edge.id.empty() ? "" : ", ", who));
    }
    page.blank();
    auto const reach = shown.map.reach();
    for (std::size_t k = 0; k < reach.size(); ++k) {
        page.item(fmt::format("{} reaches {}", in_words(shown.theory.subthemes[k].name),
                              reach[k].empty() ? "no other" : names_of(reach[k], shown.theory)));
    }
}

void write_support(Page& page, ShownTheory const& shown) {
    page.heading("Who says so");
    page.paragraph("Relations by the best support that the source gives them.");
    report::TextTable table({{"said by", report::Align::left},
                             {"trust", report::Align::right},
                             {"map", report::Align::right},
                             {"features, traits", report::Align::right},
                             {"states", report::Align::right},
                             {"events", report::Align::right}},
                            2);
    std::array<std::array<std::size_t, 4>, agents::said_by_names.size() + 1> counts{};
    for (auto const& relation : shown.relations) {
        auto const row = relation.weight.id.empty()
                             ? agents::said_by_names.size()
                             : static_cast<std::size_t>(relation.weight.said_by);
        counts[row][support_column(relation)] += relation.weight.value == 0.0 ? 0U : 1U;
    }
    for (std::size_t row = 0; row < counts.size(); ++row) {
        bool const quoted = row < agents::said_by_names.size();
        std::vector<std::string> cells{
            quoted ? std::string(agents::said_by_names[row]) : "none: assumed or published",
            quoted ? fmt::format("{:.1f}", agents::confidence(static_cast<agents::SaidBy>(row)))
                   : ""};
        for (auto const count : counts[row]) {
            cells.push_back(fmt::format("{}", count));
        }
        table.add_row(std::move(cells));
    }
    page.table(table);
}

void write_cycles(Page& page, ShownTheory const& shown) {
    page.heading("What feeds back on itself");
    auto const cycles = shown.map.cycles();
    page.paragraph(fmt::format(
        "{}{} cycle{}. The gain is what comes back of a rise when it has gone "
        "round once; below 0 the cycle works against itself.",
        cycles.complete ? "" : "More than ", cycles.all.size(), cycles.all.size() == 1 ? "" : "s"));
    report::TextTable table({{"gain", report::Align::right}, {"cycle", report::Align::left}}, 2);
    constexpr std::size_t most = 12;
    for (std::size_t i = 0; i < std::min(most, cycles.all.size()); ++i) {
        auto round = cycles.all[i].subthemes;
        round.push_back(round.front());
        table.add_row({fmt::format("{:+.4f}", cycles.all[i].gain), chain(round, shown.map)});
    }
    if (!table.empty()) {
        page.table(table);
    }
    if (cycles.all.size() > most) {
        page.paragraph(fmt::format("... and {} weaker ones.", cycles.all.size() - most), 2);
    }
    double const radius = agents::spectral_radius(shown.theory);
    page.paragraph(fmt::format(
        "Spectral radius {:.3f}. {}", radius,
        radius == 0.0 ? "Nothing feeds back: every influence dies out along the map."
        : radius < 1.0
            ? fmt::format("It is below 1, so that the map settles whatever happens; all the cycles "
                          "together make a lasting push at most {:.2f} times as large.",
                          1.0 / (1.0 - radius))
            : "It is not below 1: the map may run away, and only the bounds 0 and 1 would hold "
              "it."));
}

void write_paths(Page& page, ShownTheory const& shown, std::size_t strongest) {
    page.heading("The strongest paths to leaving");
    page.paragraph(
        "By how much the log of the hazard of leaving changes when the first of the path "
        "goes from 0 to 1: the product of the weights along it, in the long run, with "
        "every state and probability in the middle. Below 0: more of the first makes "
        "leaving less likely (-0.10 is 10% less). What only grows counts after 15 days of use, "
        "and disappointment counts one session, before expectations have followed. Events "
        "and what matters only together are not part of this.");
    for (auto const& cause : shown.theory.causes) {
        page.blank();
        page.paragraph(fmt::format("{}: {}", in_words(cause.name), cause.describes), 2);
        auto const node = shown.map.find(cause.name, agents::NodeKind::cause);
        auto const before = page.str().size();
        write_paths_from(page, shown, agents::NodeKind::subtheme, node, strongest);
        write_paths_from(page, shown, agents::NodeKind::feature, node, strongest);
        if (page.str().size() == before) {
            page.paragraph("No path leads here from a subtheme or a feature.", 4);
        }
    }
}

} // namespace sim
