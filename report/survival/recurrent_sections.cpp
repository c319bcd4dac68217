#include "report/survival/recurrent_sections.hpp"

#include "analysis/recurrent/andersen_gill.hpp"
#include "analysis/recurrent/mean_cumulative.hpp"
#include "report/survival/model_columns.hpp"

#include <fmt/format.h>

namespace report {
namespace {

void refuse_mistakes(EventData const& data, analysis::RecurrentTable const& table) {
    core::Mistakes told;
    constexpr std::size_t most_told = 20;
    auto const wrong = analysis::mistakes(table);
    for (std::size_t i = 0; i < std::min(most_told, wrong.size()); ++i) {
        told.add({{data.source, 0, 0},
                  fmt::format("complete row {}", wrong[i].row + 1),
                  std::string(analysis::explain(wrong[i].fault)),
                  "rows (entry, time] of a person that follow one another",
                  ""});
    }
    told.throw_if_any();
}

Section mean_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    Section section{"mean_cumulative",
                    "Mean number of events of a person by a time (robust errors); those whom the "
                    "second cause has ended count on with none after it"};
    section.measures = {{"mean", "events a person", Shown::number}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const curve = analysis::mean_cumulative(recurrent_table(rows_of_group(sample.data, g)),
                                                     questions.level);
        for (double const time : questions.times) {
            section.findings.push_back(
                {.group = sample.data.groups.names[g], .at = time, .values = {curve.at(time)}});
        }
    }
    if (sample.data.causes.size() == 1) {
        section.title = "Mean number of events of a person by a time (robust errors)";
    }
    return section;
}

Section rate_section(SurvivalSample const& sample, analysis::RecurrentTable const& table,
                     SurvivalQuestions const& questions) {
    Section section{"andersen_gill",
                    "Rate ratios of events that come again (Andersen and Gill, robust errors)"};
    section.of_heading = "covariate";
    section.measures = {{"rate_ratio", "rate ratio", Shown::ratio}, {"p", "p", Shown::p}};
    analysis::CoxOptions options;
    options.level = questions.level;
    options.ties = questions.ties;
    auto const fit = analysis::andersen_gill(table, model_columns(sample.data), options);
    for (std::size_t k = 0; k < fit.coefficients.size(); ++k) {
        section.findings.push_back({.of = fit.coefficients[k].name,
                                    .values = {fit.hazard_ratio(k), plain(fit.coefficients[k].p)}});
    }
    if (fit.status != analysis::FitStatus::converged) {
        section.notes.push_back(fmt::format("No fit: {}.", fit.reason));
    }
    return section;
}

} // namespace

analysis::RecurrentTable recurrent_table(analysis::EventTable const& table) {
    analysis::RecurrentTable made;
    made.person = table.cluster;
    made.start = table.entry.empty() ? std::vector<double>(table.size(), 0) : table.entry;
    made.stop = table.time;
    made.status = table.status;
    made.weight = table.weight;
    if (made.person.empty()) {
        for (std::size_t row = 0; row < table.size(); ++row) {
            made.person.push_back(static_cast<int>(row));
        }
    }
    return made;
}

std::vector<Section> recurrent_sections(SurvivalSample const& sample,
                                        SurvivalQuestions const& questions) {
    auto const table = recurrent_table(sample.data.table);
    refuse_mistakes(sample.data, table);
    std::vector<Section> sections{mean_section(sample, questions)};
    if (sample.data.groups.divided() || sample.data.covariates.values.cols() > 0) {
        sections.push_back(rate_section(sample, table, questions));
    }
    return sections;
}

} // namespace report
