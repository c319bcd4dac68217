#include "report/survival/curve_sections.hpp"

#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/conditional_survival.hpp"
#include "analysis/curves/hazard_by_period.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/nelson_aalen.hpp"
#include "analysis/curves/number_at_risk.hpp"
#include "analysis/curves/restricted_mean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace report {
namespace {

std::string interval_words(SurvivalQuestions const& questions) {
    return fmt::format("{}% interval", 100 * questions.level.value);
}

char const* scale_words(analysis::LimitScale scale) {
    return scale == analysis::LimitScale::plain ? "plain"
           : scale == analysis::LimitScale::log ? "log"
                                                : "log(-log)";
}

double weight_of(analysis::EventTable const& table, std::size_t row) {
    return table.weight.empty() ? 1 : table.weight[row];
}

double time_at_risk(analysis::EventTable const& table) {
    double sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        sum += weight_of(table, i) * (table.time[i] - (table.entry.empty() ? 0 : table.entry[i]));
    }
    return sum;
}

/// Sum of weights of the rows with a status.
double with_status(analysis::EventTable const& table, int status) {
    double sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        sum += table.status[i] == status ? weight_of(table, i) : 0;
    }
    return sum;
}

/// The latest of some breaks is at or after the last time.
std::vector<double> breaks_to_the_end(std::vector<double> breaks, double last) {
    if (breaks.empty() || breaks.front() > 0) {
        breaks.insert(breaks.begin(), 0);
    }
    if (breaks.back() < last) {
        breaks.push_back(last);
    }
    return breaks;
}

} // namespace

Section sample_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    auto const& data = sample.data;
    Section section{"sample",
                    fmt::format("Times to the event{} in {}; restricted mean up to {}, {}",
                                data.causes.size() > 1 ? ", whatever its cause" : "", data.source,
                                questions.tau, interval_words(questions))};
    section.measures = {{"rows", "rows", Shown::count}};
    for (std::size_t c = 0; c < data.causes.size(); ++c) {
        section.measures.push_back({fmt::format("events_{}", data.causes[c]),
                                    data.causes.size() > 1 ? data.causes[c] : "events",
                                    Shown::count});
    }
    section.measures.push_back({"censored", "censored", Shown::count});
    section.measures.push_back({"time_at_risk", "time at risk", Shown::count});
    section.measures.push_back({"median", "median", Shown::time});
    section.measures.push_back({"restricted_mean", "restricted mean", Shown::time});
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const& table = sample.groups[g];
        auto const curve = analysis::kaplan_meier(table, questions.level, questions.scale);
        Finding finding{.group = data.groups.names[g], .values = {plain(table.size())}};
        for (int cause = 1; cause <= table.causes; ++cause) {
            finding.values.push_back(plain(with_status(table, cause)));
        }
        finding.values.push_back(plain(with_status(table, 0)));
        finding.values.push_back(plain(time_at_risk(table)));
        finding.values.push_back(curve.median());
        finding.values.push_back(analysis::restricted_mean(table, questions.tau, questions.level));
        section.findings.push_back(std::move(finding));
    }
    section.notes = data.notes;
    if (data.rows_left_out > 0) {
        section.notes.push_back(
            fmt::format("{} rows with something missing are left out.", data.rows_left_out));
    }
    return section;
}

Section survival_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    Section section{"survival",
                    fmt::format("Kaplan-Meier, {} on the {} scale; cumulative hazard by "
                                "Nelson-Aalen",
                                interval_words(questions), scale_words(questions.scale))};
    section.measures = {{"at_risk", "at risk", Shown::count},
                        {"survival", "survival, %", Shown::share},
                        {"cumulative_hazard", "cumulative hazard", Shown::number}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const& table = sample.groups[g];
        auto const curve = analysis::kaplan_meier(table, questions.level, questions.scale);
        auto const hazard = analysis::nelson_aalen(table, questions.level);
        auto const at_risk = analysis::number_at_risk(table, questions.times);
        for (std::size_t k = 0; k < questions.times.size(); ++k) {
            double const time = questions.times[k];
            section.findings.push_back(
                {.group = sample.data.groups.names[g],
                 .at = time,
                 .values = {plain(at_risk.weight[k]), curve.at(time), hazard.at(time)}});
        }
    }
    return section;
}

Section quantile_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    Section section{"quantiles",
                    fmt::format("Times by which a quarter, half and three quarters had the event, "
                                "{}; a dash: not reached",
                                interval_words(questions))};
    constexpr std::array quarters{0.25, 0.5, 0.75};
    section.measures = {{"q25", "a quarter", Shown::time},
                        {"q50", "half", Shown::time},
                        {"q75", "three quarters", Shown::time}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const curve =
            analysis::kaplan_meier(sample.groups[g], questions.level, questions.scale);
        Finding finding{.group = sample.data.groups.names[g]};
        for (double const p : quarters) {
            finding.values.push_back(curve.quantile(p));
        }
        section.findings.push_back(std::move(finding));
    }
    return section;
}

Section incidence_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    auto const& data = sample.data;
    Section section{"cumulative_incidence",
                    fmt::format("Cumulative incidence of each cause while the others compete "
                                "(Aalen-Johansen), {}",
                                interval_words(questions))};
    section.of_heading = "cause";
    section.measures = {{"incidence", "incidence, %", Shown::share}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const curves = analysis::aalen_johansen(sample.groups[g], questions.level);
        for (std::size_t c = 0; c < data.causes.size(); ++c) {
            for (double const time : questions.times) {
                section.findings.push_back({.group = data.groups.names[g],
                                            .of = data.causes[c],
                                            .at = time,
                                            .values = {curves.at(static_cast<int>(c) + 1, time)}});
            }
        }
    }
    return section;
}

Section conditional_section(SurvivalSample const& sample, SurvivalQuestions const& questions,
                            std::vector<double> const& starts) {
    Section section{
        "conditional_survival",
        fmt::format("Survival of those still in after a time, {}", interval_words(questions))};
    section.of_heading = "still in after";
    section.measures = {{"survival", "survival, %", Shown::share}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        for (double const start : starts) {
            auto const curve = analysis::conditional_survival(sample.groups[g], start,
                                                              questions.level, questions.scale);
            for (double const time : questions.times) {
                if (time > start) {
                    section.findings.push_back({.group = sample.data.groups.names[g],
                                                .of = fmt::format("{}", start),
                                                .at = time,
                                                .values = {curve.at(time)}});
                }
            }
        }
    }
    return section;
}

Section hazard_section(SurvivalSample const& sample, SurvivalQuestions const& questions,
                       std::vector<double> const& breaks) {
    Section section{"hazard_by_period",
                    fmt::format("Hazard by period: events over time at risk, exact Poisson {}",
                                interval_words(questions))};
    section.of_heading = "period";
    section.measures = {{"events", "events", Shown::count},
                        {"time_at_risk", "time at risk", Shown::count},
                        {"hazard", "hazard", Shown::number}};
    auto const borders = breaks_to_the_end(breaks, sample.last_time);
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        for (auto const& period :
             analysis::hazard_by_period(sample.groups[g], borders, questions.level)) {
            bool const counts = !std::isnan(period.exact.low) || period.exposure == 0;
            section.findings.push_back({.group = sample.data.groups.names[g],
                                        .of = fmt::format("{} to {}", period.from, period.to),
                                        .values = {plain(period.events), plain(period.exposure),
                                                   counts ? period.exact : period.log_normal}});
        }
    }
    return section;
}

} // namespace report
