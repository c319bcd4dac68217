#include "sim/compare/tables/comparison_json.hpp"

#include "analysis/usage/attrition.hpp"
#include "report/section/section_formats.hpp"
#include "report/text/json_writer.hpp"

#include <string_view>
#include <vector>

namespace sim {
namespace {

constexpr int schema_version = 1;

void members(report::JsonWriter& json, analysis::Estimate const& estimate) {
    json.member("value", estimate.value)
        .member("low", estimate.low)
        .member("high", estimate.high)
        .member("standard_error", estimate.standard_error);
}

void write(report::JsonWriter& json, std::string_view name, analysis::Estimate const& estimate) {
    json.key(name).begin_object();
    members(json, estimate);
    json.end_object();
}

/// [{"day": 1, "value": ...}, ...]
void write(report::JsonWriter& json, std::string_view name, std::vector<int> const& days,
           std::vector<analysis::Estimate> const& estimates) {
    json.key(name).begin_array();
    for (std::size_t k = 0; k < days.size(); ++k) {
        json.begin_object().member("day", days[k]);
        members(json, estimates[k]);
        json.end_object();
    }
    json.end_array();
}

template <class T>
void write_list(report::JsonWriter& json, std::string_view name, std::vector<T> const& values) {
    json.key(name).begin_array();
    for (auto const& value : values) {
        json.value(value);
    }
    json.end_array();
}

void write_counts(report::JsonWriter& json, std::string_view name,
                  std::vector<double> const& counts) {
    write_list(json, name, std::vector<std::uint64_t>(counts.begin(), counts.end()));
}

void write_measures(report::JsonWriter& json, Comparison const& comparison,
                    Measures const& measures) {
    auto const& days = comparison.judgement.days;
    json.key("retention").begin_object();
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        write(json, read_out_names[r], days, measures.retention[r]);
    }
    json.end_object();
    write(json, "survival", days, measures.survival);
    json.key("incidence").begin_object();
    for (std::size_t cause = 0; cause < comparison.causes.size(); ++cause) {
        write(json, comparison.causes[cause], days, measures.incidence[cause]);
    }
    json.end_object();
    write(json, "restricted_mean", measures.restricted_mean);
    write(json, "open_rate", measures.open_rate);
    write(json, "distress_change", measures.distress_change);
    write(json, "alliance_end", measures.alliance_end);
    json.key("components_end").begin_object();
    for (std::size_t j = 0; j < comparison.components.size(); ++j) {
        write(json, comparison.components[j], measures.components_end[j]);
    }
    json.end_object();
}

void write_curve(report::JsonWriter& json, analysis::KaplanMeier const& curve) {
    std::vector<double> low;
    std::vector<double> high;
    for (double const time : curve.time) {
        auto const estimate = curve.at(time);
        low.push_back(estimate.low);
        high.push_back(estimate.high);
    }
    json.key("kaplan_meier").begin_object();
    write_list(json, "time", curve.time);
    write_list(json, "survival", curve.survival);
    write_list(json, "low", low);
    write_list(json, "high", high);
    write_counts(json, "at_risk", curve.at_risk);
    write_counts(json, "events", curve.events);
    write_counts(json, "censored", curve.censored);
    json.end_object();
}

void write_design(report::JsonWriter& json, Comparison const& comparison,
                  DesignVerdict const& design) {
    json.begin_object()
        .member("name", comparison.designs[design.design])
        .member("baseline", design.design == comparison.judgement.baseline);
    write(json, "median", design.median);
    write_measures(json, comparison, design.measures);
    write(json, "distress_start", design.distress_start);
    json.key("instruments").begin_array();
    for (auto const& score : design.instruments) {
        json.begin_object()
            .member("instrument", comparison.instruments[score.instrument])
            .member("day", score.day)
            .member("answered", static_cast<std::uint64_t>(score.answered));
        members(json, score.mean);
        json.end_object();
    }
    json.end_array();
    write_curve(json, design.curve);
    if (comparison.intervals == Intervals::over_replicates) {
        write(json, "installed", design.installed);
    }
    json.end_object();
}

void write_contrast(report::JsonWriter& json, Comparison const& comparison,
                    ContrastVerdict const& contrast) {
    json.begin_object()
        .member("name", comparison.designs[contrast.design])
        .member("baseline", comparison.designs[comparison.judgement.baseline]);
    json.key("hazard_ratio").begin_object();
    members(json, contrast.hazard_ratio.ratio);
    json.member("p", contrast.hazard_ratio.p)
        .member("p_holm", contrast.p_holm)
        .member("converged", contrast.hazard_ratio.converged)
        .end_object();
    json.key("log_rank")
        .begin_object()
        .member("observed", contrast.log_rank.observed)
        .member("expected", contrast.log_rank.expected)
        .member("chi_squared", contrast.log_rank.chi_squared)
        .member("p", contrast.log_rank.p)
        .end_object();
    write_measures(json, comparison, contrast.differences);
    json.end_object();
}

/// The lists `designs` and `contrasts`.
void write_group(report::JsonWriter& json, Comparison const& comparison,
                 GroupVerdict const& group) {
    json.key("designs").begin_array();
    for (auto const& design : group.designs) {
        write_design(json, comparison, design);
    }
    json.end_array().key("contrasts").begin_array();
    for (auto const& contrast : group.contrasts) {
        write_contrast(json, comparison, contrast);
    }
    json.end_array();
}

void write_prompting(report::JsonWriter& json, Comparison const& comparison) {
    json.key("prompting").begin_array();
    for (auto const& course : comparison.prompting) {
        json.begin_object().member("design", comparison.designs[course.design]);
        write_list(json, "sent", course.sent);
        write_list(json, "answered", course.answered);
        json.end_object();
    }
    json.end_array();
}

void write_staged(report::JsonWriter& json, Comparison const& comparison) {
    json.key("staged").begin_array();
    for (auto const& staged : comparison.staged) {
        json.begin_object().member("design", comparison.designs[staged.design]);
        write_list(json, "active", staged.active);
        write_list(json, "switched", staged.switched);
        json.key("stages").begin_array();
        for (auto const& stage : staged.stages) {
            json.begin_object().member("name", stage.name);
            write_list(json, "in", stage.in);
            write_list(json, "entered", stage.entered);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_frame(report::JsonWriter& json, Comparison const& comparison) {
    auto const& judgement = comparison.judgement;
    json.member("schema", "holdfast-comparison")
        .member("schema_version", schema_version)
        .member("scenario", comparison.scenario)
        .member("users", static_cast<std::uint64_t>(comparison.users))
        .member("users_asked", static_cast<std::uint64_t>(comparison.users_asked))
        .member("horizon_days", comparison.horizon_days)
        .member("baseline", comparison.designs[judgement.baseline])
        .member("attrition", analysis::to_string(judgement.attrition))
        .member("follow_up_days", comparison.follow_up)
        .member("level", judgement.level.value)
        .member("intervals",
                comparison.intervals == Intervals::over_people
                    ? "users are independent people; the designs of one user are paired"
                    : "over replicates; users feel each other")
        .member("replicates", std::uint64_t{comparison.replicates});
    write_list(json, "recorded", recorded_words(comparison.kept));
    write_list(json, "days", judgement.days);
    write_list(json, "causes", comparison.causes);
    write_list(json, "components", comparison.components);
}

} // namespace

std::string comparison_json(Comparison const& comparison) {
    report::JsonWriter json;
    json.begin_object();
    write_frame(json, comparison);
    write_group(json, comparison, comparison.everybody);
    json.key("groups").begin_array();
    for (auto const& group : comparison.groups) {
        json.begin_object()
            .member("trait", group.trait)
            .member("value", group.value)
            .member("users", static_cast<std::uint64_t>(group.users));
        write_group(json, comparison, group);
        json.end_object();
    }
    json.end_array();
    write_prompting(json, comparison);
    write_staged(json, comparison);
    write_sections(json.key("asked"), comparison.asked);
    return json.end_object().str();
}

} // namespace sim
