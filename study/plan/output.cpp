#include "study/plan/output.hpp"

#include "analysis/curves/kaplan_meier.hpp"
#include "core/text_file.hpp"
#include "report/options.hpp"
#include "sim/compare/count_verdict.hpp"
#include "sim/compare/recorded.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace study {
namespace {

using Kind = Output::Measure;

struct MeasureWord {
    std::string_view word;
    Kind kind;
    bool of_a_day;
};
constexpr std::array measure_words{
    MeasureWord{"survival", Kind::survival, true},
    MeasureWord{"rmst", Kind::rmst, true},
    MeasureWord{"median", Kind::median, false},
    MeasureWord{"open_rate", Kind::open_rate, false},
    MeasureWord{"distress_change", Kind::distress_change, false},
    MeasureWord{"alliance_end", Kind::alliance_end, false},
    MeasureWord{"hazard_ratio", Kind::hazard_ratio, false},
};

/// What words may stand for in a scenario.
struct Vocabulary {
    std::vector<std::string> designs;
    std::vector<std::string> causes;
    std::vector<std::string> components;
    std::size_t baseline = 0;
    int horizon_days = 0;

    [[nodiscard]] std::vector<std::string> measures() const {
        std::vector<std::string> words;
        for (auto const& name : sim::read_out_names) {
            words.push_back(fmt::format("retention.{}", name));
        }
        for (auto const& cause : causes) {
            words.push_back("by_cause." + cause);
        }
        for (auto const& component : components) {
            words.push_back("component." + component);
        }
        for (auto const& measure : measure_words) {
            words.emplace_back(measure.word);
        }
        return words;
    }
};

template <class Names>
std::optional<std::size_t> index_in(Names const& names, std::string_view name) {
    auto const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - names.begin()));
}

/// Reads one output's words.
class OutputReader {
public:
    OutputReader(OutputWritten const& written, Vocabulary const& vocabulary,
                 core::Mistakes& mistakes)
        : written_(written), vocabulary_(vocabulary), mistakes_(mistakes) {}

    std::vector<Output> read() {
        std::string_view rest = written_.text;
        Output output;
        output.place = written_.place;
        if (rest.starts_with("difference.")) {
            output.difference = true;
            rest.remove_prefix(std::string_view("difference.").size());
        }
        auto const colon = rest.find(':');
        auto const design = colon == rest.npos ? std::string_view() : rest.substr(colon + 1);
        rest = rest.substr(0, colon);
        auto const at = rest.find('@');
        auto const day = at == rest.npos ? std::string_view() : rest.substr(at + 1);
        if (!read_measure(rest.substr(0, at), output) || !read_day(day, at != rest.npos, output)) {
            return {};
        }
        return for_designs(design, colon != rest.npos, output);
    }

private:
    void complain(std::string what, std::string allowed = {}, std::string suggestion = {}) {
        mistakes_.add({written_.place, "outputs", std::move(what), std::move(allowed),
                       std::move(suggestion)});
    }

    bool read_measure(std::string_view word, Output& output) {
        auto const listed = [&](std::string_view prefix, auto const& names, Kind kind) {
            if (!word.starts_with(prefix)) {
                return false;
            }
            auto const which = index_in(names, word.substr(prefix.size()));
            output.measure = kind;
            output.which = which.value_or(0);
            of_a_day_ = kind != Kind::component;
            return which.has_value();
        };
        if (listed("retention.", sim::read_out_names, Kind::retention) ||
            listed("by_cause.", vocabulary_.causes, Kind::by_cause) ||
            listed("component.", vocabulary_.components, Kind::component)) {
            return true;
        }
        for (auto const& measure : measure_words) {
            if (measure.word == word) {
                output.measure = measure.kind;
                of_a_day_ = measure.of_a_day;
                return true;
            }
        }
        auto const known = vocabulary_.measures();
        complain(fmt::format("\"{}\" is no measure", core::excerpt(word)),
                 fmt::format("{}", fmt::join(known, ", ")), core::nearest(word, known));
        return false;
    }

    bool read_day(std::string_view day, bool given, Output& output) {
        if (!of_a_day_) {
            if (given) {
                complain(fmt::format("\"{}\" is of no day", written_.text), "without @");
            }
            return !given;
        }
        auto const [end, error] = std::from_chars(day.data(), day.data() + day.size(), output.day);
        bool const whole = error == std::errc() && end == day.data() + day.size();
        if (!whole || output.day < 0 || output.day > vocabulary_.horizon_days) {
            complain(given ? fmt::format("\"{}\" is no day of the scenario", core::excerpt(day))
                           : fmt::format("\"{}\" needs a day, as in {}@{}", written_.text,
                                         written_.text, std::min(30, vocabulary_.horizon_days)),
                     fmt::format("0 to {}", vocabulary_.horizon_days));
            return false;
        }
        return true;
    }

    std::vector<Output> for_designs(std::string_view design, bool given, Output output) {
        bool const contrast = output.difference || output.measure == Kind::hazard_ratio;
        auto const stem = written_.text.substr(0, written_.text.find(':'));
        std::vector<Output> outputs;
        for (std::size_t d = 0; d < vocabulary_.designs.size(); ++d) {
            bool const wanted =
                given ? vocabulary_.designs[d] == design : !contrast || d != vocabulary_.baseline;
            if (wanted) {
                output.design = d;
                output.name = fmt::format("{}:{}", stem, vocabulary_.designs[d]);
                outputs.push_back(output);
            }
        }
        if (outputs.empty()) {
            complain(given ? fmt::format("no design has the name \"{}\"", core::excerpt(design))
                           : "there is no design beside the baseline",
                     fmt::format("{}", fmt::join(vocabulary_.designs, ", ")),
                     core::nearest(design, vocabulary_.designs));
        } else if (given && contrast && outputs.front().design == vocabulary_.baseline) {
            complain(fmt::format("\"{}\" is the baseline itself", design));
            outputs.clear();
        }
        return outputs;
    }

    OutputWritten const& written_;
    Vocabulary const& vocabulary_;
    core::Mistakes& mistakes_;
    bool of_a_day_ = true;
};

Vocabulary vocabulary_of(sim::Scenario const& scenario, analysis::Attrition const& attrition) {
    Vocabulary vocabulary;
    for (auto const& design : scenario.designs) {
        vocabulary.designs.push_back(design.name);
    }
    for (auto const& cause : scenario.theory.causes) {
        vocabulary.causes.push_back(cause.name);
    }
    if (!std::holds_alternative<analysis::Left>(attrition)) {
        vocabulary.causes.emplace_back("lapsed");
    }
    for (auto const& component : scenario.theory.components) {
        vocabulary.components.push_back(component.name);
    }
    vocabulary.baseline = scenario.baseline;
    vocabulary.horizon_days = scenario.horizon_days;
    return vocabulary;
}

/// A verdict, and where a day stands in its lists.
class Reading {
public:
    Reading(sim::GroupVerdict const& verdict, std::vector<int> const& days, std::size_t baseline)
        : verdict_(verdict), days_(days), baseline_(baseline) {}

    [[nodiscard]] double value(Output const& output) const {
        if (output.measure == Kind::hazard_ratio) {
            for (auto const& contrast : verdict_.contrasts) {
                if (contrast.design == output.design) {
                    return contrast.hazard_ratio.ratio.value;
                }
            }
            return analysis::undefined;
        }
        double const own = of_design(output, output.design);
        return output.difference ? own - of_design(output, baseline_) : own;
    }

private:
    [[nodiscard]] double of_design(Output const& output, std::size_t d) const {
        auto const& design = verdict_.designs[d];
        auto const& measures = design.measures;
        auto const day = static_cast<std::size_t>(
            std::lower_bound(days_.begin(), days_.end(), output.day) - days_.begin());
        switch (output.measure) {
        case Kind::retention:
            return measures.retention[output.which][day].value;
        case Kind::survival:
            return measures.survival[day].value;
        case Kind::by_cause:
            return measures.incidence[output.which][day].value;
        case Kind::rmst:
            return analysis::restricted_mean(design.curve, output.day).value;
        case Kind::median:
            return design.median.value;
        case Kind::open_rate:
            return measures.open_rate.value;
        case Kind::distress_change:
            return measures.distress_change.value;
        case Kind::alliance_end:
            return measures.alliance_end.value;
        case Kind::component:
            return measures.components_end[output.which].value;
        case Kind::hazard_ratio:
            break;
        }
        return analysis::undefined;
    }

    sim::GroupVerdict const& verdict_;
    std::vector<int> const& days_;
    std::size_t baseline_;
};

} // namespace

std::vector<std::string> Measurement::names() const {
    std::vector<std::string> names;
    for (auto const& output : outputs) {
        names.push_back(output.name);
    }
    return names;
}

sim::Keep Measurement::keep(sim::Scenario const& scenario) const {
    sim::Keep keep;
    keep.counts = !scenario.peers && !std::holds_alternative<analysis::Inactive>(attrition);
    if (keep.counts) {
        keep.of_users = agents::Recording::none();
    }
    return keep;
}

std::vector<double> Measurement::of(sim::Record const& record) const {
    sim::Judgement judgement;
    judgement.baseline = record.baseline;
    judgement.attrition = attrition;
    std::set<int> days;
    for (auto const& output : outputs) {
        days.insert(output.day);
    }
    judgement.days.assign(days.begin(), days.end());
    auto const comparison = sim::compare(record, judgement);
    study::Reading const reading(comparison.everybody, judgement.days, record.baseline);
    std::vector<double> values;
    for (auto const& output : outputs) {
        values.push_back(reading.value(output));
    }
    return values;
}

Measurement read_measurement(Study const& study, sim::Scenario const& scenario,
                             core::Mistakes& mistakes) {
    Measurement measurement;
    core::Mistakes of_attrition;
    measurement.attrition =
        report::chosen_attrition(study.attrition, scenario.horizon_days, of_attrition);
    for (auto mistake : of_attrition.in_order()) {
        mistake.place = {study.path, 0, 0};
        mistake.path = "attrition";
        mistakes.add(std::move(mistake));
    }
    auto const vocabulary = vocabulary_of(scenario, measurement.attrition);
    std::set<std::string> taken;
    for (auto const& written : study.outputs) {
        for (auto& output : OutputReader(written, vocabulary, mistakes).read()) {
            if (taken.insert(output.name).second) {
                measurement.outputs.push_back(std::move(output));
            }
        }
    }
    return measurement;
}

} // namespace study
