#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "report/planning/simulated_plan.hpp"
#include "report/planning/trial_plan.hpp"
#include "sim/compare/people.hpp"
#include "sim/compare/recorded.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <unistd.h>

namespace cli {
namespace {

/// What both kinds of plan ask about the trial.
template <class Words>
void add_trial(CLI::App& command, Words& words) {
    command.add_option("--accrual", words.accrual_days, "Days over which people enrol, evenly")
        ->capture_default_str();
    command
        .add_option("--follow-up", words.follow_up_days,
                    "Days for which the last person is followed")
        ->capture_default_str();
    command.add_option("--lost", words.lost,
                       "Lost to follow-up, SHARE@DAY: 0.2@30 is a fifth by day 30, at a constant "
                       "rate");
    command.add_option("--alpha", words.alpha, "Level of the test")->capture_default_str();
    command.add_option("--power", words.power, "Power that is wanted")->capture_default_str();
    command.add_option("--people", words.people,
                       "In both groups together: tells the power of so many");
    command
        .add_option("--allocation", words.allocation,
                    "People in the variant for each in the baseline")
        ->capture_default_str();
    command.add_flag("--one-sided", words.one_sided, "Only a better variant counts");
}

void add_by_formula(CLI::App& plan, Invocation& invocation) {
    auto* const command = plan.add_subcommand(
        "trial", "By formula: hazards constant and proportional, with interim looks");
    struct Options {
        report::TrialWords words;
        std::string format = "table";
    };
    auto const options = std::make_shared<Options>();
    auto& words = options->words;
    command->add_option("--hazard-ratio", words.hazard_ratio, "Variant : baseline, to be shown")
        ->required();
    auto* const survival = command->add_option(
        "--survival", words.survival,
        "Of the baseline, SHARE@DAY: 0.4@30 is that 40 percent are still in after day 30");
    command->add_option("--median", words.median, "Median time of the baseline, days")
        ->excludes(survival);
    add_trial(*command, words);
    command->add_option("--tau", words.tau, "Also plan by restricted means up to this day");
    command->add_option("--non-inferiority", words.non_inferiority,
                        "Margin, a hazard ratio: show that the ratio is on the good side of it");
    command
        ->add_option("--equivalence", words.equivalence,
                     "Two margins, hazard ratios: show that the ratio is between them (TOST)")
        ->delimiter(',');
    command->add_option("--looks", words.looks, "Looks at the data, equally far apart")
        ->capture_default_str();
    command
        ->add_option("--spending", words.spending,
                     "How looks spend alpha: obrien-fleming or pocock")
        ->capture_default_str()
        ->check(CLI::IsMember({"obrien-fleming", "pocock"}));
    add_format(*command, options->format);
    command->footer(
        "Example:\n  holdfast plan trial --hazard-ratio 0.8 --survival 0.4@30 --accrual "
        "60 --follow-up 30 --lost 0.2@30 --looks 3");
    command->callback([options, &invocation] {
        invocation.chosen = [options] {
            core::Mistakes mistakes;
            auto const chosen = report::chosen_plan(options->words, mistakes);
            mistakes.throw_if_any();
            print_sections(report::plan_sections(chosen), {}, options->format);
            return ExitCode::done;
        };
    });
}

struct PlayOptions {
    std::string file;
    std::string variant;
    std::string baseline;
    std::string attrition = "left";
    report::PlayWords words;
    std::string format = "table";
};

std::size_t design_of(sim::Record const& record, std::string const& name, char const* option,
                      core::Mistakes& mistakes) {
    std::vector<std::string> known;
    for (auto const& design : record.designs) {
        known.push_back(design.name);
    }
    auto const found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
        mistakes.add(report::choice_mistake(
            option, fmt::format("the record has no design \"{}\"", name),
            fmt::format("{}", fmt::join(known, ", ")), core::nearest(name, known)));
        return 0;
    }
    return static_cast<std::size_t>(found - known.begin());
}

/// Lines for somebody who sits at a terminal; nothing in a pipe or a file of messages.
std::function<void(std::string const&)> tell_who_waits() {
    if (isatty(STDERR_FILENO) == 0) {
        return {};
    }
    return [](std::string const& line) { say(line + "\n"); };
}

ExitCode play(PlayOptions const& options) {
    auto const found = usable_record(options.file);
    if (!found) {
        return ExitCode::bad_input;
    }
    auto const& record = *found;
    core::Mistakes mistakes;
    auto const variant = design_of(record, options.variant, "--variant", mistakes);
    auto const baseline = options.baseline.empty()
                              ? record.baseline
                              : design_of(record, options.baseline, "--baseline", mistakes);
    auto const attrition =
        report::chosen_attrition(options.attrition, record.horizon_days, mistakes);
    for (auto const group : {agents::Recorded::leaving, sim::needed_for(attrition)}) {
        if (mistakes.empty()) {
            sim::expect_recorded(record.kept, group, "--attrition",
                                 fmt::format("\"{}\"", options.attrition), mistakes);
        }
    }
    if (!record.peers.empty()) {
        mistakes.add(report::choice_mistake(
            options.file,
            "in this run people feel their peers: a trial of some of them would not "
            "be what it plays",
            "a run without peers", ""));
    }
    mistakes.throw_if_any();
    auto const times = [&](std::size_t design) {
        return analysis::events(sim::usage_of(record.designs[design].outcomes), attrition,
                                static_cast<int>(record.causes.size()));
    };
    print_sections(
        report::played_sections(times(variant), times(baseline), options.words, tell_who_waits()),
        {}, options.format);
    return ExitCode::done;
}

void add_by_simulation(CLI::App& plan, Invocation& invocation) {
    auto* const command = plan.add_subcommand(
        "results", "By simulation: real trials are played with people of a run");
    auto const options = std::make_shared<PlayOptions>();
    command->add_option("FILE", options->file, "What `holdfast run` wrote (.h5)")->required();
    command->add_option("--variant", options->variant, "The design to be tried")->required();
    command->add_option("--baseline", options->baseline,
                        "The design to try it against; default: the scenario's");
    command
        ->add_option("--attrition", options->attrition,
                     "What counts as attrition: left, last-use, inactive:N or inactive:N:final")
        ->capture_default_str();
    command
        ->add_option("--test", options->words.test,
                     "How the trial is judged: log-rank, rmst:TAU or survival:DAY")
        ->capture_default_str();
    add_trial(*command, options->words);
    command->add_option("--margin", options->words.margin,
                        "Non-inferiority: by how much the variant may be worse, in days or share");
    command->add_option("--trials", options->words.trials, "Trials played at each number of people")
        ->capture_default_str();
    command->add_option("--seed", options->words.seed, "Of the trials' luck")
        ->capture_default_str();
    command->add_option("--most-people", options->words.most_people, "Where the search ends")
        ->capture_default_str();
    add_format(*command, options->format);
    command->footer(
        "Example:\n  holdfast plan results results/first-look.h5 --variant all-together "
        "--test rmst:60 --follow-up 60 --lost 0.2@30");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return play(*options); }; });
}

} // namespace

void add_plan(CLI::App& app, Invocation& invocation) {
    auto* const plan =
        app.add_subcommand("plan", "How many people must a trial enrol? Power and interim looks");
    plan->require_subcommand(1);
    plan->footer("Example:\n  holdfast plan trial --hazard-ratio 0.8 --survival 0.4@30");
    add_by_formula(*plan, invocation);
    add_by_simulation(*plan, invocation);
}

} // namespace cli
