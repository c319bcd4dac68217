#include "report/survival/questions.hpp"

#include "analysis/parametric/model_comparison.hpp"
#include "core/csv.hpp"
#include "report/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report {
namespace {

/// 1, 2 or 5 times a power of ten, about a fifth of the whole.
double round_step(double whole) {
    double const power = std::pow(10.0, std::floor(std::log10(whole / 5)));
    double const share = whole / 5 / power;
    return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
}

/// Ascending, each once; tells what is no time.
std::vector<double> valid_times(std::vector<double> times, char const* option,
                                core::Mistakes& mistakes) {
    for (double const time : times) {
        if (!(time >= 0) || std::isinf(time)) {
            mistakes.add(
                choice_mistake(option, fmt::format("{} is no time", time), "numbers, 0 or more"));
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// The longest time to which every group has been followed.
double common_follow_up(SurvivalSample const& sample) {
    double common = sample.last_time;
    for (auto const& group : sample.groups) {
        if (group.size() > 0) {
            common = std::min(common, *std::max_element(group.time.begin(), group.time.end()));
        }
    }
    // Where a whole group goes at time 0 any time tells its restricted mean.
    return common > 0 ? common : std::max(sample.last_time, 1.0);
}

std::optional<analysis::LogRankWeight> fleming_harrington(std::string_view exponents) {
    auto const comma = exponents.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    auto const rho = core::number_in(exponents.substr(0, comma));
    auto const gamma = core::number_in(exponents.substr(comma + 1));
    bool const valid = rho && gamma && *rho >= 0 && *gamma >= 0;
    return valid ? std::optional<analysis::LogRankWeight>(analysis::FlemingHarrington{*rho, *gamma})
                 : std::nullopt;
}

std::optional<analysis::LogRankWeight> weight_of(std::string const& name) {
    if (name == "log-rank") {
        return analysis::plain_log_rank;
    }
    if (name == "peto") {
        return analysis::peto_peto;
    }
    if (name == "gehan") {
        return analysis::Gehan{};
    }
    if (name == "tarone-ware") {
        return analysis::TaroneWare{};
    }
    return name.starts_with("fh:") ? fleming_harrington(std::string_view(name).substr(3))
                                   : std::nullopt;
}

std::vector<NamedTest> chosen_tests(std::vector<std::string> const& names,
                                    core::Mistakes& mistakes) {
    std::vector<NamedTest> tests;
    for (auto const& name : names) {
        if (auto const weight = weight_of(name)) {
            tests.push_back({name, *weight});
        } else {
            mistakes.add(choice_mistake(
                "--test", fmt::format("\"{}\" is no test", name),
                "log-rank, peto, gehan, tarone-ware, fh:RHO,GAMMA with both 0 or more",
                core::nearest(name, {"log-rank", "peto", "gehan", "tarone-ware"})));
        }
    }
    if (names.empty()) {
        tests.push_back({"log-rank", analysis::plain_log_rank});
    }
    return tests;
}

bool all_different(std::vector<int> values) {
    std::sort(values.begin(), values.end());
    return std::adjacent_find(values.begin(), values.end()) == values.end();
}

analysis::CoxTies chosen_ties(std::string const& name) {
    return name == "breslow" ? analysis::CoxTies::breslow
           : name == "exact" ? analysis::CoxTies::exact
                             : analysis::CoxTies::efron;
}

/// Every model by its name as one word: "weibull-cure".
std::vector<std::pair<std::string, analysis::ParametricModel>> known_models() {
    std::vector<std::pair<std::string, analysis::ParametricModel>> known;
    for (auto const family : analysis::all_families()) {
        for (auto const cure : {analysis::Cure::none, analysis::Cure::mixture}) {
            analysis::ParametricModel const model{family, cure};
            if (analysis::is_defined(model)) {
                auto name = analysis::name_of(model);
                std::replace(name.begin(), name.end(), ' ', '-');
                known.emplace_back(std::move(name), model);
            }
        }
    }
    return known;
}

std::vector<analysis::ParametricModel> chosen_models(std::vector<std::string> const& names,
                                                     core::Mistakes& mistakes) {
    auto const known = known_models();
    std::vector<std::string> known_names;
    std::vector<analysis::ParametricModel> chosen;
    for (auto const& [name, model] : known) {
        known_names.push_back(name);
    }
    for (auto const& name : names) {
        if (name == "all") {
            return analysis::continuous_models();
        }
        auto const found = std::find(known_names.begin(), known_names.end(), name);
        if (found == known_names.end()) {
            mistakes.add(choice_mistake("--model", fmt::format("\"{}\" is no model", name),
                                        fmt::format("all, {}", fmt::join(known_names, ", ")),
                                        core::nearest(name, known_names)));
            continue;
        }
        chosen.push_back(known[static_cast<std::size_t>(found - known_names.begin())].second);
    }
    return chosen;
}

int chosen_cause(std::string const& name, EventData const& data, core::Mistakes& mistakes) {
    if (name.empty()) {
        return 0;
    }
    auto const found = std::find(data.causes.begin(), data.causes.end(), name);
    if (found == data.causes.end()) {
        mistakes.add(choice_mistake("--of-cause", fmt::format("there is no cause \"{}\"", name),
                                    fmt::format("{}", fmt::join(data.causes, ", ")),
                                    core::nearest(name, data.causes)));
        return 0;
    }
    return 1 + static_cast<int>(found - data.causes.begin());
}

analysis::LimitScale chosen_scale(std::string const& name) {
    return name == "plain" ? analysis::LimitScale::plain
           : name == "log" ? analysis::LimitScale::log
                           : analysis::LimitScale::log_log;
}

} // namespace

std::vector<double> round_times(double last) {
    std::vector<double> times;
    if (last <= 0) {
        return {0};
    }
    double const step = round_step(last);
    for (int i = 1; i * step <= last * (1 + 1e-9); ++i) {
        times.push_back(i * step);
    }
    return times;
}

SurvivalSample::SurvivalSample(EventData const& from) : data(from) {
    for (std::size_t g = 0; g < from.groups.size(); ++g) {
        groups.push_back(rows_of_group(from, g));
        if (all_different(groups.back().cluster)) {
            groups.back().cluster.clear();
        }
    }
    for (double const time : from.table.time) {
        last_time = std::max(last_time, time);
    }
}

SurvivalQuestions chosen_questions(SurvivalWords const& words, EventData const& data,
                                   core::Mistakes& mistakes) {
    SurvivalSample const sample(data);
    SurvivalQuestions chosen;
    chosen.level = chosen_level(words.level, mistakes);
    chosen.scale = chosen_scale(words.limits);
    chosen.times = words.times.empty() ? round_times(sample.last_time)
                                       : valid_times(words.times, "--at", mistakes);
    chosen.still_in = valid_times(words.still_in, "--still-in", mistakes);
    chosen.periods = valid_times(words.periods, "--periods", mistakes);
    chosen.tau = words.tau.value_or(common_follow_up(sample));
    if (words.tau && !(*words.tau > 0 && std::isfinite(*words.tau))) {
        mistakes.add(choice_mistake("--tau", fmt::format("{} is no time", *words.tau), "above 0"));
    }
    chosen.tests = chosen_tests(words.tests, mistakes);
    chosen.ties = chosen_ties(words.ties);
    chosen.models = chosen_models(words.models, mistakes);
    chosen.cause = chosen_cause(words.cause, data, mistakes);
    chosen.recurrent = words.recurrent;
    chosen.contrasts_asked = !words.tests.empty() || words.tau.has_value();
    return chosen;
}

} // namespace report
