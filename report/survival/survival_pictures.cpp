#include "report/survival/survival_pictures.hpp"

#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/number_at_risk.hpp"
#include "analysis/recurrent/mean_cumulative.hpp"
#include "core/csv.hpp"
#include "report/survival/recurrent_sections.hpp"
#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace report {
namespace {

std::string name_of_group(EventData const& data, std::size_t group) {
    auto const& name = data.groups.names[group];
    // A bare number would not say what it is.
    bool const number = core::number_in(name).has_value();
    return name.empty() ? "everybody"
           : number     ? fmt::format("{} {}", data.groups.column, name)
                        : name;
}

picture::Curve curve_of(analysis::EventTable const& table, std::string name,
                        SurvivalQuestions const& questions, std::vector<double> const& ticks) {
    auto const fit = analysis::kaplan_meier(table, questions.level, questions.scale);
    picture::Curve curve{.name = std::move(name)};
    for (std::size_t k = 0; k < fit.time.size(); ++k) {
        auto const here = fit.at(fit.time[k]);
        curve.time.push_back(fit.time[k]);
        curve.value.push_back(here.value);
        curve.low.push_back(here.low);
        curve.high.push_back(here.high);
        if (fit.censored[k] > 0) {
            curve.censored_at.push_back(fit.time[k]);
        }
    }
    curve.at_risk = analysis::number_at_risk(table, ticks).weight;
    curve.median = fit.median().value;
    curve.until = fit.time.empty() ? picture::not_given : fit.time.back();
    return curve;
}

/// "wife: 2 against 1", whatever of it is said.
std::string name_of(Finding const& finding) {
    std::string name = finding.of;
    if (!finding.group.empty()) {
        name += (name.empty() ? "" : ": ") + finding.group;
    }
    return name;
}

double p_of(Section const& section, Finding const& finding) {
    for (std::size_t m = 0; m < section.measures.size(); ++m) {
        if (section.measures[m].shown == Shown::p) {
            return finding.values[m].value;
        }
    }
    return analysis::undefined;
}

} // namespace

picture::SurvivalPicture survival_picture(SurvivalSample const& sample,
                                          SurvivalQuestions const& questions,
                                          std::string const& unit) {
    picture::SurvivalPicture shown;
    shown.time_unit = unit;
    shown.horizon = std::max(sample.last_time, 1e-300);
    shown.at_risk_times = picture::axis_times(shown.horizon, unit);
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        shown.curves.push_back(curve_of(sample.groups[g], name_of_group(sample.data, g), questions,
                                        shown.at_risk_times));
    }
    return shown;
}

picture::StackPicture incidence_picture(SurvivalSample const& sample, std::string const& unit) {
    picture::StackPicture shown;
    shown.layers = sample.data.causes;
    shown.time_unit = unit;
    shown.horizon = std::max(sample.last_time, 1e-300);
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const& table = sample.groups[g];
        auto const curves = analysis::aalen_johansen(table);
        double const last =
            table.size() == 0 ? 0 : *std::max_element(table.time.begin(), table.time.end());
        shown.groups.push_back(
            {name_of_group(sample.data, g), curves.time, curves.incidence, last});
    }
    return shown;
}

picture::CurvePicture mean_picture(SurvivalSample const& sample, SurvivalQuestions const& questions,
                                   std::string const& unit) {
    picture::CurvePicture shown;
    shown.time_unit = unit;
    shown.value_title = "Events a person";
    shown.horizon = std::max(sample.last_time, 1e-300);
    shown.start = 0;
    shown.value_low = 0;
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        auto const fit = analysis::mean_cumulative(recurrent_table(rows_of_group(sample.data, g)),
                                                   questions.level);
        picture::Curve curve{.name = name_of_group(sample.data, g)};
        for (double const time : fit.time) {
            auto const here = fit.at(time);
            curve.time.push_back(time);
            curve.value.push_back(here.value);
            curve.low.push_back(here.low);
            curve.high.push_back(here.high);
        }
        shown.curves.push_back(std::move(curve));
    }
    return shown;
}

picture::ForestPicture forest_of(Section const& section, std::size_t measure,
                                 analysis::Level level) {
    bool const ratio = section.measures[measure].shown == Shown::ratio;
    picture::ForestPicture shown;
    shown.words.title = section.title;
    shown.measure = section.measures[measure].heading;
    shown.interval = fmt::format("{}% CI", 100 * level.value);
    shown.scale = ratio ? picture::ForestScale::log : picture::ForestScale::linear;
    shown.null_value = ratio ? 1 : 0;
    shown.note_title = "p";
    for (auto const& finding : section.findings) {
        auto const& value = finding.values[measure];
        shown.rows.push_back({.name = name_of(finding),
                              .estimate = value.value,
                              .low = value.low,
                              .high = value.high,
                              .why_undefined = finding.note,
                              .note = p_text(p_of(section, finding))});
    }
    return shown;
}

std::vector<NamedSvg> survival_svgs(SurvivalSample const& sample,
                                    SurvivalQuestions const& questions,
                                    std::vector<Section> const& sections, std::string const& unit) {
    if (questions.recurrent) {
        return {{"mean-cumulative", picture::svg(mean_picture(sample, questions, unit))}};
    }
    std::vector<NamedSvg> pictures{
        {"survival", picture::svg(survival_picture(sample, questions, unit))}};
    if (sample.data.causes.size() > 1) {
        pictures.push_back({"incidence", picture::svg(incidence_picture(sample, unit))});
    }
    for (auto const& section : sections) {
        if (section.name == "cox") {
            pictures.push_back(
                {"hazard-ratios", picture::svg(forest_of(section, 0, questions.level))});
        }
    }
    return pictures;
}

} // namespace report
