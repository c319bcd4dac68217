#include "analysis/cox/concordance.hpp"
#include "analysis/cox/cox.hpp"
#include "analysis/cox/proportional_hazards.hpp"
#include "report/survival/model_columns.hpp"
#include "report/survival/regression_sections.hpp"
#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

namespace report {
namespace {

char const* ties_words(analysis::CoxTies ties) {
    return ties == analysis::CoxTies::efron     ? "Efron"
           : ties == analysis::CoxTies::breslow ? "Breslow"
                                                : "exact";
}

analysis::CoxOptions options_of(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    analysis::CoxOptions options;
    options.ties = questions.ties;
    options.level = questions.level;
    options.cause = questions.cause;
    if (sample.data.strata.divided()) {
        options.strata = sample.data.strata.rows;
    }
    return options;
}

std::string cause_words(EventData const& data, int cause) {
    return cause == 0 ? ""
                      : fmt::format(" of {}", data.causes[static_cast<std::size_t>(cause) - 1]);
}

Section ratio_section(SurvivalSample const& sample, analysis::CoxFit const& fit) {
    Section section{"cox",
                    fmt::format("Hazard ratios{} (Cox, ties by {}{}{}), {} rows, {} events",
                                cause_words(sample.data, fit.options.cause),
                                ties_words(fit.options.ties),
                                fit.errors == analysis::CoxErrors::robust ? ", robust errors" : "",
                                sample.data.strata.divided()
                                    ? fmt::format(", stratified by {}", sample.data.strata.column)
                                    : "",
                                fit.rows, fit.events)};
    section.of_heading = "covariate";
    section.measures = {{"hazard_ratio", "hazard ratio", Shown::ratio},
                        {"coefficient", "its logarithm", Shown::number},
                        {"z", "z", Shown::statistic},
                        {"p", "p", Shown::p}};
    for (std::size_t k = 0; k < fit.coefficients.size(); ++k) {
        auto const& coefficient = fit.coefficients[k];
        section.findings.push_back({.of = coefficient.name,
                                    .values = {fit.hazard_ratio(k), coefficient.estimate,
                                               plain(coefficient.z), plain(coefficient.p)}});
    }
    if (fit.status != analysis::FitStatus::converged) {
        section.notes.push_back(fmt::format("No fit: {}.", fit.reason));
    }
    if (sample.data.causes.size() > 1 && fit.options.cause == 0) {
        section.notes.emplace_back("All causes together; --of-cause takes one of them.");
    }
    return section;
}

Finding test_row(std::string name, analysis::QuadraticTest const& test) {
    return {.of = std::move(name),
            .values = {plain(test.chi_squared), plain(static_cast<double>(test.degrees_of_freedom)),
                       plain(test.p)}};
}

std::vector<Measure> test_measures() {
    return {{"chi_squared", "chi-squared", Shown::statistic},
            {"degrees_of_freedom", "df", Shown::count},
            {"p", "p", Shown::p}};
}

Section whole_section(analysis::CoxFit const& fit, analysis::Concordance const& concordance) {
    Section section{"cox_tests", "Does the Cox model as a whole tell anything?"};
    section.of_heading = "test";
    section.measures = test_measures();
    section.findings = {test_row("likelihood ratio", fit.likelihood_ratio),
                        test_row("Wald", fit.wald), test_row("score", fit.score)};
    if (fit.errors == analysis::CoxErrors::robust) {
        section.findings.push_back(test_row("robust score", fit.robust_score));
    }
    section.notes.push_back(fmt::format("Concordance {}.", estimate_text(concordance.c, 3)));
    return section;
}

Section proportionality_section(analysis::ProportionalHazardsTest const& test) {
    Section section{"proportional_hazards",
                    "Do the hazard ratios change with time? Score tests against Kaplan-Meier time "
                    "(cox.zph in R); a small p says yes"};
    section.of_heading = "covariate";
    section.measures = test_measures();
    for (auto const& term : test.terms) {
        section.findings.push_back(test_row(term.name, term.test));
    }
    if (test.terms.size() > 1) {
        section.findings.push_back(test_row("all together", test.global));
    }
    return section;
}

} // namespace

std::vector<Section> cox_sections(SurvivalSample const& sample,
                                  SurvivalQuestions const& questions) {
    auto const columns = model_columns(sample.data);
    auto const fit = analysis::cox(sample.data.table, columns, options_of(sample, questions));
    std::vector<Section> sections{ratio_section(sample, fit)};
    if (fit.status == analysis::FitStatus::converged) {
        sections.push_back(
            whole_section(fit, analysis::concordance(fit, sample.data.table, columns)));
        sections.push_back(proportionality_section(
            analysis::proportional_hazards_test(fit, sample.data.table, columns)));
    }
    return sections;
}

} // namespace report
