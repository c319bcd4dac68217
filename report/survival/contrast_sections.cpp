#include "report/survival/contrast_sections.hpp"

#include "analysis/contrasts/fixed_time_test.hpp"
#include "analysis/contrasts/gray_test.hpp"
#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/max_combo.hpp"
#include "analysis/contrasts/pairwise_log_rank.hpp"
#include "analysis/contrasts/restricted_mean_contrast.hpp"

#include <fmt/format.h>

namespace report {
namespace {

std::vector<Measure> chi_squared_measures() {
    return {{"chi_squared", "chi-squared", Shown::statistic},
            {"degrees_of_freedom", "df", Shown::count},
            {"p", "p", Shown::p}};
}

std::vector<analysis::Estimate> chi_squared_values(analysis::QuadraticTest const& test) {
    return {plain(test.chi_squared), plain(static_cast<double>(test.degrees_of_freedom)),
            plain(test.p)};
}

/// Without groups where the rows are not divided.
analysis::Grouping strata_of(SurvivalSample const& sample) {
    return sample.data.strata.divided() ? sample.data.strata.rows : analysis::Grouping{};
}

std::string stratified_words(SurvivalSample const& sample) {
    return sample.data.strata.divided()
               ? fmt::format(", stratified by {}", sample.data.strata.column)
               : "";
}

std::string against_words(SurvivalSample const& sample) {
    return fmt::format("against {}", sample.data.groups.names.front());
}

/// Two of the groups as an event table and a grouping of their own.
struct Pair {
    analysis::EventTable table;
    analysis::Grouping groups;
};

template <class Value>
void append(std::vector<Value>& to, std::vector<Value> const& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Pair pair_of(analysis::EventTable const& first, analysis::EventTable const& second) {
    Pair pair{first, {std::vector<int>(first.size(), 0), 2}};
    append(pair.table.time, second.time);
    append(pair.table.status, second.status);
    append(pair.table.entry, second.entry);
    append(pair.table.weight, second.weight);
    append(pair.table.cluster, second.cluster);
    pair.groups.of.resize(pair.table.size(), 1);
    return pair;
}

} // namespace

Section equality_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    auto const& groups = sample.data.groups;
    Section section{"equality", fmt::format("Are the hazards of the groups equal{}? Rows taken as "
                                            "independent",
                                            stratified_words(sample))};
    section.of_heading = "test";
    section.measures = chi_squared_measures();
    auto const strata = strata_of(sample);
    for (auto const& test : questions.tests) {
        auto const result =
            analysis::log_rank_test(sample.data.table, groups.rows, strata, test.weight);
        section.findings.push_back({.of = test.name, .values = chi_squared_values(result.test)});
    }
    if (groups.size() == 2) {
        auto const combined = analysis::max_combo(sample.data.table, groups.rows, strata);
        section.findings.push_back({.of = "max-combo of fh:0,0 fh:0,1 fh:1,0 fh:1,1",
                                    .values = {plain(combined.largest * combined.largest),
                                               plain(analysis::undefined), plain(combined.p)}});
    }
    return section;
}

Section pairwise_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    auto const& groups = sample.data.groups;
    Section section{"pairwise",
                    fmt::format("Every pair of groups, {} test{}", questions.tests.front().name,
                                stratified_words(sample))};
    section.measures = chi_squared_measures();
    section.measures.push_back({"p_holm", "p, Holm", Shown::p});
    section.measures.push_back({"p_benjamini_hochberg", "p, BH", Shown::p});
    for (auto const& pair : analysis::pairwise_log_rank(
             sample.data.table, groups.rows, strata_of(sample), questions.tests.front().weight)) {
        Finding finding{.group = groups.names[pair.second],
                        .against = groups.names[pair.first],
                        .values = chi_squared_values(pair.test)};
        finding.values.push_back(plain(pair.p_holm));
        finding.values.push_back(plain(pair.p_benjamini_hochberg));
        section.findings.push_back(std::move(finding));
    }
    return section;
}

Section restricted_mean_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    Section section{"restricted_mean_contrasts",
                    fmt::format("Restricted means up to {}, {}; groups taken as independent",
                                questions.tau, against_words(sample))};
    section.measures = {{"difference", "difference", Shown::lag},
                        {"p", "p", Shown::p},
                        {"ratio", "ratio", Shown::ratio}};
    for (std::size_t g = 1; g < sample.groups.size(); ++g) {
        auto const contrast =
            analysis::restricted_mean_contrast(sample.groups[g], sample.groups[0], questions.tau,
                                               analysis::Pairing::unpaired, questions.level);
        section.findings.push_back(
            {.group = sample.data.groups.names[g],
             .against = sample.data.groups.names[0],
             .values = {contrast.difference, plain(contrast.p_difference), contrast.ratio}});
    }
    return section;
}

Section fixed_time_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    Section section{"survival_at_a_time",
                    fmt::format("Survival at one time fixed in advance, {}, tested on the "
                                "log(-log) scale: also for hazards that cross",
                                against_words(sample))};
    section.measures = {{"survival", "survival, %", Shown::share},
                        {"survival_against", "against, %", Shown::share},
                        {"chi_squared", "chi-squared", Shown::statistic},
                        {"p", "p", Shown::p}};
    for (std::size_t g = 1; g < sample.groups.size(); ++g) {
        auto const pair = pair_of(sample.groups[0], sample.groups[g]);
        for (double const time : questions.times) {
            auto const result =
                analysis::fixed_time_test(pair.table, pair.groups, time, questions.level);
            section.findings.push_back(
                {.group = sample.data.groups.names[g],
                 .against = sample.data.groups.names[0],
                 .at = time,
                 .values = {result.survival[1], result.survival[0], plain(result.test.chi_squared),
                            plain(result.test.p)}});
        }
    }
    return section;
}

Section gray_section(SurvivalSample const& sample) {
    Section section{"gray", fmt::format("Is the cumulative incidence of a cause the same in all "
                                        "groups? Gray's test{}",
                                        stratified_words(sample))};
    section.of_heading = "cause";
    section.measures = chi_squared_measures();
    for (std::size_t c = 0; c < sample.data.causes.size(); ++c) {
        auto const result = analysis::gray_test(sample.data.table, static_cast<int>(c) + 1,
                                                sample.data.groups.rows, strata_of(sample));
        section.findings.push_back(
            {.of = sample.data.causes[c], .values = chi_squared_values(result.test)});
    }
    if (!sample.data.table.entry.empty()) {
        section.notes.emplace_back("Not defined for rows that enter late.");
    }
    return section;
}

} // namespace report
