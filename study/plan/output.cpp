#include "study/plan/output.hpp"

#include "core/text_file.hpp"
#include "report/options.hpp"
#include "sim/compare/comparison.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace study {
namespace {

constexpr std::string_view hazard_ratio = "hazard_ratio";

/// What words may stand for in a scenario.
struct Vocabulary {
    /// What one word before an @ stands for.
    struct Word {
        std::string text;
        std::optional<std::size_t> measure; ///< none: the hazard ratio
        std::size_t part = 0;
        std::vector<int> days = {}; ///< empty: of no day
    };
    std::vector<Word> words;
    std::vector<std::string> designs;
    std::size_t baseline = 0;

    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> texts;
        for (auto const& word : words) {
            texts.push_back(word.text);
        }
        return texts;
    }
};

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

    bool read_measure(std::string_view text, Output& output) {
        auto const& words = vocabulary_.words;
        auto const found = std::find_if(words.begin(), words.end(),
                                        [text](auto const& word) { return word.text == text; });
        if (found == words.end()) {
            auto const known = vocabulary_.texts();
            complain(fmt::format("\"{}\" is no measure", core::excerpt(text)),
                     fmt::format("{}", fmt::join(known, ", ")), core::nearest(text, known));
            return false;
        }
        word_ = &*found;
        output.measure = word_->measure;
        output.part = word_->part;
        return true;
    }

    bool read_day(std::string_view text, bool given, Output& output) {
        auto const& days = word_->days;
        if (days.empty()) {
            if (given) {
                complain(fmt::format("\"{}\" is of no day", written_.text), "without @");
            }
            return !given;
        }
        int day = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), day);
        bool const whole = error == std::errc() && end == text.data() + text.size();
        if (!whole || std::find(days.begin(), days.end(), day) == days.end()) {
            complain_of_day(text, given);
            return false;
        }
        output.day = day;
        return true;
    }

    void complain_of_day(std::string_view text, bool given) {
        auto const& days = word_->days;
        bool const in_a_row =
            static_cast<std::size_t>(days.back() - days.front()) + 1 == days.size();
        complain(given
                     ? fmt::format("\"{}\" is no day of the scenario", core::excerpt(text))
                     : fmt::format("\"{}\" needs a day, as in {}@{}", written_.text, written_.text,
                                   days[std::min(days.size() - 1, days.size() / 3)]),
                 in_a_row ? fmt::format("{} to {}", days.front(), days.back())
                          : fmt::format("{}", fmt::join(days, ", ")));
    }

    std::vector<Output> for_designs(std::string_view design, bool given, Output output) {
        bool const contrast = output.difference || !output.measure;
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
    Vocabulary::Word const* word_ = nullptr;
};

std::vector<int> days_until(int horizon_days) {
    std::vector<int> days(static_cast<std::size_t>(horizon_days) + 1);
    std::iota(days.begin(), days.end(), 0);
    return days;
}

/// The days on which a part of a measure is known.
std::vector<int> days_of(sim::Measure const& measure, std::size_t part,
                         sim::Scenario const& scenario) {
    switch (measure.estimated) {
    case sim::Estimated::by_day:
    case sim::Estimated::by_time:
        return days_until(scenario.horizon_days);
    case sim::Estimated::when_given:
        return agents::days_given(scenario.theory.instruments[part], scenario.horizon_days);
    case sim::Estimated::once:
        break;
    }
    return {};
}

void add_words(Vocabulary& vocabulary, std::size_t index, sim::PartNames const& names,
               sim::Scenario const& scenario) {
    auto const& measure = sim::measures()[index];
    for (std::size_t part = 0; part < names.count(measure.breakdown); ++part) {
        auto text = std::string(measure.name);
        if (measure.breakdown != sim::Breakdown::none) {
            text += "." + names.of(measure.breakdown)[part];
        }
        auto days = days_of(measure, part, scenario);
        bool const never = measure.estimated == sim::Estimated::when_given && days.empty();
        if (!never) {
            vocabulary.words.push_back({std::move(text), index, part, std::move(days)});
        }
    }
}

Vocabulary vocabulary_of(sim::Scenario const& scenario, analysis::Attrition const& attrition) {
    Vocabulary vocabulary;
    for (auto const& design : scenario.designs) {
        vocabulary.designs.push_back(design.name);
    }
    auto const names = sim::part_names(scenario, attrition);
    for (std::size_t m = 0; m < sim::measures().size(); ++m) {
        add_words(vocabulary, m, names, scenario);
    }
    vocabulary.words.push_back({std::string(hazard_ratio), std::nullopt});
    vocabulary.baseline = scenario.baseline;
    return vocabulary;
}

/// Reads outputs off the estimates of everybody.
class Reading {
public:
    Reading(sim::GroupEstimates const& estimates, std::size_t baseline)
        : estimates_(estimates), baseline_(baseline) {}

    [[nodiscard]] double value(Output const& output) const {
        if (!output.measure) {
            return ratio_of(output.design);
        }
        double const own = of_design(output, output.design);
        return output.difference ? own - of_design(output, baseline_) : own;
    }

private:
    [[nodiscard]] double ratio_of(std::size_t design) const {
        for (auto const& contrast : estimates_.contrasts) {
            if (contrast.design == design) {
                return contrast.hazard_ratio.ratio.value;
            }
        }
        return analysis::undefined;
    }

    [[nodiscard]] double of_design(Output const& output, std::size_t d) const {
        auto const& parts = estimates_.designs[d].estimates.series()[*output.measure];
        if (output.part < parts.size()) {
            for (auto const& [day, estimate] : parts[output.part]) {
                if (!output.day || day == static_cast<double>(*output.day)) {
                    return estimate.value;
                }
            }
        }
        return analysis::undefined;
    }

    sim::GroupEstimates const& estimates_;
    std::size_t baseline_;
};

/// The days and times at which the outputs are estimated.
sim::CompareOptions options_for(std::vector<Output> const& outputs) {
    std::set<int> days;
    std::set<double> times;
    for (auto const& output : outputs) {
        if (!output.measure || !output.day) {
            continue;
        }
        auto const estimated = sim::measures()[*output.measure].estimated;
        if (estimated == sim::Estimated::by_day) {
            days.insert(*output.day);
        } else if (estimated == sim::Estimated::by_time) {
            times.insert(*output.day);
        }
    }
    sim::CompareOptions options;
    options.days.assign(days.begin(), days.end());
    options.restricted_to.assign(times.begin(), times.end());
    return options;
}

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
    auto options = options_for(outputs);
    options.baseline = record.baseline;
    options.attrition = attrition;
    auto const comparison = sim::compare(record, options);
    Reading const reading(comparison.everybody, record.baseline);
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
