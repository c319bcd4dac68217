#include "analysis/contrasts/discordant_pairs.hpp"
#include "analysis/contrasts/paired_difference.hpp"
#include "report/survival/contrast_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

namespace report {
namespace {

/// Rows in ascending order of their clusters; none when a cluster has two rows.
std::optional<std::vector<std::size_t>> by_person(analysis::EventTable const& table) {
    std::vector<std::size_t> order(table.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return table.cluster[a] < table.cluster[b]; });
    auto const twice = std::adjacent_find(order.begin(), order.end(), [&](auto a, auto b) {
        return table.cluster[a] == table.cluster[b];
    });
    return twice == order.end() ? std::optional(order) : std::nullopt;
}

/// The rows in a new order, each a person of its own.
analysis::EventTable in_order(analysis::EventTable const& table,
                              std::vector<std::size_t> const& order) {
    analysis::EventTable sorted;
    sorted.causes = table.causes;
    for (auto const row : order) {
        sorted.time.push_back(table.time[row]);
        sorted.status.push_back(table.status[row]);
        if (!table.entry.empty()) {
            sorted.entry.push_back(table.entry[row]);
        }
        if (!table.weight.empty()) {
            sorted.weight.push_back(table.weight[row]);
        }
    }
    return sorted;
}

/// Each group with its people in the same order; empty when the groups do not hold the same people.
std::vector<analysis::EventTable> matched(SurvivalSample const& sample) {
    std::vector<analysis::EventTable> tables;
    std::vector<int> people;
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const group = rows_of_group(sample.data, g);
        auto const order = by_person(group);
        if (!order) {
            return {};
        }
        std::vector<int> here;
        for (auto const row : *order) {
            here.push_back(group.cluster[row]);
        }
        if (!people.empty() && here != people) {
            return {};
        }
        people = std::move(here);
        tables.push_back(in_order(group, *order));
    }
    return tables;
}

std::vector<Measure> paired_measures(Shown difference) {
    return {{"paired", "paired difference", difference},
            {"p", "p", Shown::p},
            {"unpaired", "as if independent", difference},
            {"correlation", "correlation", Shown::statistic},
            {"variance_ratio", "people saved, times", Shown::statistic}};
}

std::vector<analysis::Estimate> paired_values(analysis::PairedDifference const& difference) {
    return {difference.paired, plain(difference.p), difference.unpaired,
            plain(difference.correlation), plain(difference.variance_ratio)};
}

constexpr char const* worth =
    "People saved: so many times more independent people would give the same interval.";

} // namespace

std::vector<Section> paired_sections(SurvivalSample const& sample,
                                     SurvivalQuestions const& questions) {
    if (sample.data.clusters != Clusters::people || !sample.data.groups.divided()) {
        return {};
    }
    auto const tables = matched(sample);
    if (tables.empty()) {
        return {};
    }
    auto const& names = sample.data.groups.names;
    Section means{"paired_restricted_means",
                  fmt::format("The same people in every group: restricted means up to {} against "
                              "{}",
                              questions.tau, names[0])};
    means.measures = paired_measures(Shown::lag);
    means.notes.emplace_back(worth);
    Section survival{
        "paired_survival",
        fmt::format("The same people: survival against {}, in percentage points", names[0])};
    survival.measures = paired_measures(Shown::shift);
    Section discordant{"discordant_pairs",
                       fmt::format("Who stayed in one group and not in {} (McNemar)", names[0])};
    discordant.measures = {{"only_here", "only here", Shown::count},
                           {"only_there", "only there", Shown::count},
                           {"both", "both", Shown::count},
                           {"neither", "neither", Shown::count},
                           {"unknown", "unknown", Shown::count},
                           {"p_exact", "p, exact", Shown::p},
                           {"p_mid", "p, mid", Shown::p}};
    for (std::size_t g = 1; g < tables.size(); ++g) {
        means.findings.push_back(
            {.group = names[g],
             .against = names[0],
             .values = paired_values(analysis::paired_restricted_mean_difference(
                 tables[g], tables[0], questions.tau, questions.level))});
        for (double const time : questions.times) {
            survival.findings.push_back(
                {.group = names[g],
                 .against = names[0],
                 .at = time,
                 .values = paired_values(analysis::paired_survival_difference(
                     tables[g], tables[0], time, questions.level))});
            if (!tables[g].entry.empty() || !tables[g].weight.empty()) {
                continue;
            }
            auto const pairs =
                analysis::discordant_pairs(tables[g], tables[0], time, questions.level);
            discordant.findings.push_back(
                {.group = names[g],
                 .against = names[0],
                 .at = time,
                 .values = {plain(pairs.only_variant), plain(pairs.only_baseline),
                            plain(pairs.both_stayed), plain(pairs.both_left), plain(pairs.unknown),
                            plain(pairs.p_exact), plain(pairs.p_mid)}});
        }
    }
    std::vector<Section> sections{std::move(means), std::move(survival)};
    if (!discordant.findings.empty()) {
        sections.push_back(std::move(discordant));
    }
    return sections;
}

} // namespace report
