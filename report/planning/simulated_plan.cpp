#include "report/planning/simulated_plan.hpp"

#include "core/csv.hpp"
#include "report/options.hpp"
#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report {
namespace {

struct Played {
    analysis::SimulatedTrial trial;
    analysis::PowerSimulation simulation;
    analysis::Allocation allocation;
};

std::optional<double> number_behind(std::string const& text, std::string_view prefix) {
    return text.starts_with(prefix) ? core::number_in(std::string_view(text).substr(prefix.size()))
                                    : std::nullopt;
}

analysis::TrialAnalysis chosen_analysis(PlayWords const& words, core::Mistakes& mistakes) {
    double const longest = words.accrual_days + words.follow_up_days;
    if (auto const tau = number_behind(words.test, "rmst:"); tau && *tau > 0 && *tau <= longest) {
        return analysis::ByRestrictedMean{*tau};
    }
    if (auto const day = number_behind(words.test, "survival:");
        day && *day > 0 && *day <= longest) {
        return analysis::BySurvival{*day};
    }
    if (words.test != "log-rank") {
        mistakes.add(choice_mistake("--test", fmt::format("\"{}\" is no test", words.test),
                                    fmt::format("log-rank, rmst:TAU or survival:DAY, times above 0 "
                                                "and at most the longest follow-up, {}",
                                                longest)));
    }
    return analysis::ByLogRank{};
}

void expect_within(char const* option, double value, double low, double high,
                   core::Mistakes& mistakes) {
    if (!(value > low && value < high)) {
        mistakes.add(choice_mistake(option, fmt::format("{} cannot be", value),
                                    fmt::format("above {}, below {}", low, high)));
    }
}

Played chosen_play(PlayWords const& words) {
    core::Mistakes mistakes;
    Played played;
    played.simulation.analysis = chosen_analysis(words, mistakes);
    expect_within("--alpha", words.alpha, 0, 0.5, mistakes);
    expect_within("--power", words.power, words.alpha, 1, mistakes);
    expect_within("--allocation", words.allocation, 0, 1e6, mistakes);
    if (!(words.accrual_days >= 0) || !(words.follow_up_days > 0)) {
        mistakes.add(choice_mistake("--follow-up", "the trial must last",
                                    "--follow-up above 0, --accrual 0 or more"));
    }
    if (words.trials < 10) {
        mistakes.add(
            choice_mistake("--trials", fmt::format("{} is too few", words.trials), "10 or more"));
    }
    if (words.people && !(*words.people >= 2)) {
        mistakes.add(
            choice_mistake("--people", fmt::format("{} cannot be", *words.people), "2 or more"));
    }
    if (words.margin && std::holds_alternative<analysis::ByLogRank>(played.simulation.analysis)) {
        mistakes.add(choice_mistake("--margin", "the log-rank test has no scale for a margin",
                                    "--test rmst:TAU or survival:DAY"));
    }
    played.trial.enrolment = {words.accrual_days, words.follow_up_days, 0};
    if (!words.lost.empty()) {
        auto const lost = share_by_day(words.lost);
        if (!lost) {
            mistakes.add(choice_mistake("--lost",
                                        fmt::format("\"{}\" is no share by a day", words.lost),
                                        "SHARE@DAY, like 0.2@30"));
        } else {
            played.trial.enrolment.loss_rate = analysis::loss_rate_for(lost->share, lost->day);
        }
    }
    mistakes.throw_if_any();
    played.simulation.test.alpha = words.alpha;
    played.simulation.test.claim =
        words.margin ? analysis::Claim(analysis::NonInferiority{-*words.margin})
                     : analysis::Claim(analysis::Superiority{
                           words.one_sided ? analysis::Sides::one : analysis::Sides::two});
    played.simulation.trials = words.trials;
    played.simulation.seed = words.seed;
    played.allocation = {words.allocation};
    return played;
}

void add_tried(Section& section, analysis::SimulatedPower const& power) {
    section.findings.push_back(
        {.values = {plain(power.people.variant + power.people.baseline), power.power,
                    plain(power.mean_events), plain(power.opposite), plain(power.undefined)}});
}

Section tried_section(std::vector<analysis::SimulatedPower> const& tried, PlayWords const& words) {
    Section section{"played",
                    fmt::format("Trials played, {} at each number of people, and how many of them "
                                "showed the difference ({})",
                                words.trials, words.test)};
    section.measures = {{"people", "people", Shown::count},
                        {"power", "power, %", Shown::share},
                        {"mean_events", "events, mean", Shown::count},
                        {"opposite", "showed the opposite", Shown::count},
                        {"undefined", "not defined", Shown::count}};
    for (auto const& power : tried) {
        add_tried(section, power);
    }
    section.notes.emplace_back("Limits tell the Monte Carlo error of the trials; the simulated "
                               "population is taken as the truth.");
    return section;
}

} // namespace

std::vector<Section> played_sections(analysis::EventTable const& variant,
                                     analysis::EventTable const& baseline, PlayWords const& words,
                                     std::function<void(std::string const&)> const& tell) {
    auto played = chosen_play(words);
    if (words.people) {
        played.trial.people = analysis::group_sizes(*words.people, played.allocation);
        return {tried_section(
            {analysis::simulated_power(variant, baseline, played.trial, played.simulation)},
            words)};
    }
    analysis::SizeSearch search;
    search.power = words.power;
    search.allocation = played.allocation;
    search.most = words.most_people;
    if (tell) {
        search.tell = [&](analysis::SimulatedPower const& power) {
            tell(fmt::format("{} people: power {} percent",
                             count_text(power.people.variant + power.people.baseline),
                             number_text(100 * power.power.value, 1)));
        };
    }
    auto const found =
        analysis::people_for_power(variant, baseline, played.trial, played.simulation, search);
    Section size{"size", fmt::format("How many people must enrol to see the difference with power "
                                     "{} at alpha {}",
                                     words.power, words.alpha)};
    size.measures = {{"people", "people", Shown::time}};
    size.findings.push_back({.values = {{std::ceil(found.people), std::floor(found.low),
                                         std::ceil(found.high), analysis::undefined}}});
    if (std::isnan(found.people)) {
        size.findings.front().note = fmt::format(
            "{} people are not enough", count_text(static_cast<std::size_t>(words.most_people)));
    }
    return {std::move(size), tried_section(found.tried, words)};
}

} // namespace report
