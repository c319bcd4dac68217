#include "sim/compare/tables/comparison_json.hpp"

#include "analysis/usage/attrition.hpp"
#include "report/section/section_formats.hpp"
#include "report/text/json_writer.hpp"

#include <string_view>
#include <vector>

namespace sim {
namespace {

constexpr int schema_version = 2;

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

/// {"value": ...}, or of several days [{"day": 1, "value": ...}, ...]
void write(report::JsonWriter& json, std::string_view name, Measure const& measure,
           Series const& series) {
    bool const of_days =
        measure.estimated == Estimated::by_day || measure.estimated == Estimated::when_given;
    if (!of_days) {
        write(json, name, series.front().estimate);
        return;
    }
    json.key(name).begin_array();
    for (auto const& [day, estimate] : series) {
        json.begin_object().member("day", static_cast<int>(*day));
        members(json, estimate);
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

/// One part, or an object of parts by name.
void write(report::JsonWriter& json, std::string_view name, Measure const& measure,
           std::vector<Series> const& parts, PartNames const& names) {
    if (measure.breakdown == Breakdown::none) {
        write(json, name, measure, parts.front());
        return;
    }
    json.key(name).begin_object();
    for (std::size_t part = 0; part < parts.size(); ++part) {
        write(json, names.of(measure.breakdown)[part], measure, parts[part]);
    }
    json.end_object();
}

/// Opens and closes the objects of measures that share what stands before the dot of their names.
class NameGroups {
public:
    explicit NameGroups(report::JsonWriter& json) : json_(json) {}

    /// @return the name within its group
    std::string_view enter(std::string_view name) {
        auto const dot = name.find('.');
        auto const group = dot == name.npos ? std::string_view() : name.substr(0, dot);
        if (group != group_) {
            leave();
            if (!group.empty()) {
                json_.key(group).begin_object();
            }
            group_ = group;
        }
        return dot == name.npos ? name : name.substr(dot + 1);
    }
    void leave() {
        if (!group_.empty()) {
            json_.end_object();
        }
        group_ = {};
    }

private:
    report::JsonWriter& json_;
    std::string_view group_;
};

void write_estimates(report::JsonWriter& json, Comparison const& comparison,
                     Estimates const& estimates) {
    NameGroups groups(json);
    for (std::size_t m = 0; m < measures().size(); ++m) {
        auto const& parts = estimates.series()[m];
        if (!parts.empty()) {
            auto const name = groups.enter(measures()[m].name);
            write(json, name, measures()[m], parts, comparison.names);
        }
    }
    groups.leave();
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
                  DesignEstimates const& design) {
    json.begin_object()
        .member("name", comparison.designs[design.design])
        .member("baseline", design.design == comparison.options.baseline);
    write_estimates(json, comparison, design.estimates);
    write_curve(json, design.curve);
    if (comparison.intervals == Intervals::over_replicates) {
        write(json, "installed", design.installed);
    }
    json.end_object();
}

void write_contrast(report::JsonWriter& json, Comparison const& comparison,
                    Contrast const& contrast) {
    json.begin_object()
        .member("name", comparison.designs[contrast.design])
        .member("baseline", comparison.designs[comparison.options.baseline]);
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
    write_estimates(json, comparison, contrast.differences);
    json.end_object();
}

/// The lists `designs` and `contrasts`.
void write_group(report::JsonWriter& json, Comparison const& comparison,
                 GroupEstimates const& group) {
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

/// Measures that are left out, and the groups of columns that each needs.
void write_not_estimated(report::JsonWriter& json, Keep const& kept) {
    json.key("not_estimated").begin_array();
    for (auto const& measure : measures()) {
        if (!can_estimate(kept, measure)) {
            json.begin_object().member("measure", measure.name);
            write_list(json, "needs", recorded_words({.of_users = measure.needs}));
            json.end_object();
        }
    }
    json.end_array();
}

void write_frame(report::JsonWriter& json, Comparison const& comparison) {
    auto const& options = comparison.options;
    json.member("schema", "holdfast-comparison")
        .member("schema_version", schema_version)
        .member("scenario", comparison.scenario)
        .member("users", static_cast<std::uint64_t>(comparison.users))
        .member("users_asked", static_cast<std::uint64_t>(comparison.users_asked))
        .member("horizon_days", comparison.horizon_days)
        .member("baseline", comparison.designs[options.baseline])
        .member("attrition", analysis::to_string(options.attrition))
        .member("follow_up_days", comparison.follow_up)
        .member("level", options.level.value)
        .member("intervals",
                comparison.intervals == Intervals::over_people
                    ? "users are independent people; the designs of one user are paired"
                    : "over replicates; users feel each other")
        .member("replicates", std::uint64_t{comparison.replicates});
    write_list(json, "recorded", recorded_words(comparison.kept));
    write_list(json, "days", options.days);
    write_list(json, "causes", comparison.names.causes);
    write_list(json, "components", comparison.names.components);
    write_list(json, "scales", comparison.names.scales);
    write_not_estimated(json, comparison.kept);
}

} // namespace

std::string comparison_json(CompareReport const& report) {
    auto const& comparison = report.comparison;
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
    report::write_sections(json.key("asked"), report.sections);
    return json.end_object().str();
}

} // namespace sim
