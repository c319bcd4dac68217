#include "cli/commands.hpp"
#include "cli/section_output.hpp"
#include "cli/survival_options.hpp"
#include "cli/writable.hpp"
#include "core/csv.hpp"
#include "core/mistakes.hpp"
#include "report/data/event_file.hpp"
#include "report/data/interval_file.hpp"
#include "report/options.hpp"
#include "report/picture/text_canvas.hpp"
#include "report/survival/interval_sections.hpp"
#include "report/survival/landmark_data.hpp"
#include "report/survival/survival_findings.hpp"
#include "report/survival/survival_pictures.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace cli {
namespace {

struct SurvivalOptions {
    std::string file;
    report::EventColumns columns;
    report::IntervalColumns intervals;
    std::vector<std::string> causes; ///< CODE=NAME
    std::string missing = "refuse";
    report::SurvivalWords words;
    PictureOptions pictures;
    std::string format = "table";
};

/// "2=death" and the like; a name left out is the code.
void read_causes(SurvivalOptions& options, core::Mistakes& mistakes) {
    for (auto const& text : options.causes) {
        auto const equals = text.find('=');
        auto const code = text.substr(0, equals);
        auto const name = equals == std::string::npos ? code : text.substr(equals + 1);
        if (code.empty() || name.empty()) {
            mistakes.add(report::choice_mistake("--cause", fmt::format("\"{}\" is no cause", text),
                                                "CODE=NAME, like 2=death"));
        }
        options.columns.causes.emplace_back(code, name);
    }
}

report::EventData read(SurvivalOptions options) {
    core::Mistakes mistakes;
    for (auto const& [option, column] :
         {std::pair{"--time", options.columns.time}, std::pair{"--event", options.columns.event}}) {
        if (column.empty()) {
            mistakes.add(report::choice_mistake(option, "names no column",
                                                "the name of a column, or --lower and --upper"));
        }
    }
    read_causes(options, mistakes);
    mistakes.throw_if_any();
    options.columns.missing =
        options.missing == "drop" ? report::Missing::leave_out : report::Missing::refuse;
    auto const table = core::read_csv(options.file, mistakes);
    mistakes.throw_if_any();
    auto data = report::read_events(table, options.columns, mistakes);
    mistakes.throw_if_any();
    return report::at_landmark(std::move(data), options.words.landmark);
}

std::string picture_text(report::SurvivalSample const& sample,
                         report::SurvivalQuestions const& questions, std::string const& unit) {
    auto const canvas = report::picture::terminal_canvas();
    return (questions.recurrent
                ? report::picture::text(report::mean_picture(sample, questions, unit), canvas)
                : report::picture::text(report::survival_picture(sample, questions, unit),
                                        canvas)) +
           "\n";
}

report::Facts facts_of(SurvivalOptions const& options) {
    return {{"file", options.file}, {"level", fmt::format("{}", options.words.level)}};
}

ExitCode interval_censored(SurvivalOptions const& options) {
    auto columns = options.intervals;
    columns.group = options.columns.group;
    columns.weight = options.columns.weight;
    columns.baseline = options.columns.baseline;
    columns.missing =
        options.missing == "drop" ? report::Missing::leave_out : report::Missing::refuse;
    core::Mistakes mistakes;
    auto const table = core::read_csv(options.file, mistakes);
    mistakes.throw_if_any();
    auto const data = report::read_intervals(table, columns, mistakes);
    mistakes.throw_if_any();
    print_sections(report::interval_sections(data, options.words.times), facts_of(options),
                   options.format);
    return ExitCode::done;
}

ExitCode survival(SurvivalOptions const& options) {
    if (!options.intervals.lower.empty()) {
        return interval_censored(options);
    }
    if (!options.pictures.svg.empty()) {
        expect_writable(options.pictures.svg + "-survival.svg");
    }
    auto const data = read(options);
    core::Mistakes mistakes;
    auto const questions = report::chosen_questions(options.words, data, mistakes);
    mistakes.throw_if_any();
    report::SurvivalSample const sample(data);
    auto const sections = report::survival_findings(sample, questions, report::Extent::everything);
    if (!options.pictures.svg.empty()) {
        write_svgs(options.pictures.svg,
                   report::survival_svgs(sample, questions, sections, options.pictures.unit));
    }
    print_sections(sections, facts_of(options), options.format,
                   picture_text(sample, questions, options.pictures.unit));
    return ExitCode::done;
}

void add_columns(CLI::App& command, SurvivalOptions& options) {
    auto const group = "Columns";
    auto& columns = options.columns;
    auto* const lower =
        command
            .add_option("--lower", options.intervals.lower,
                        "Interval-censored times, instead of --time and --event: the event had not "
                        "come by then")
            ->group(group);
    auto* const upper = command
                            .add_option("--upper", options.intervals.upper,
                                        "It had come by then; empty or NA: never seen")
                            ->group(group);
    lower->needs(upper);
    upper->needs(lower);
    command.add_option("--time", columns.time, "Time of the event, or of the end of follow-up")
        ->excludes(lower)
        ->group(group);
    command
        .add_option("--event", columns.event,
                    "What happened then: 0 and 1, FALSE and TRUE, 1 and 2 (2: the event) are "
                    "understood; other codes by --censored and --cause")
        ->excludes(lower)
        ->group(group);
    command.add_option("--entry", columns.entry, "Time from which the row is at risk")
        ->group(group);
    command.add_option("--group", columns.group, "Groups to compare")->group(group);
    command.add_option("--strata", columns.strata, "Strata within which groups are compared")
        ->group(group);
    command
        .add_option("--covariates", columns.covariates,
                    "Covariates of the regressions, beside the groups; words become indicators")
        ->delimiter(',')
        ->group(group);
    command.add_option("--weight", columns.weight, "Weight of the row")->group(group);
    command
        .add_option("--person", columns.person,
                    "Rows of one person (or site): robust errors, and paired contrasts where each "
                    "group holds the same people")
        ->group(group);
}

void add_coding(CLI::App& command, SurvivalOptions& options) {
    auto const group = "Codes";
    auto& columns = options.columns;
    command.add_option("--censored", columns.censored, "The code that means censored")
        ->group(group);
    command
        .add_option("--cause", options.causes,
                    "A competing cause, CODE=NAME; may be given several times")
        ->group(group);
    command
        .add_flag("--competing", columns.competing, "Every code but that of censored is a cause")
        ->group(group);
    command.add_option("--baseline", columns.baseline, "The group that others are set against")
        ->group(group);
    command
        .add_option("--missing", options.missing,
                    "Rows with an empty cell or NA in a column that is used: refuse or drop")
        ->capture_default_str()
        ->check(CLI::IsMember({"refuse", "drop"}))
        ->group(group);
}

} // namespace

void add_survival(CLI::App& app, Invocation& invocation) {
    auto* const command =
        app.add_subcommand("survival", "Survival analysis of a CSV file: curves, tests, models");
    auto const options = std::make_shared<SurvivalOptions>();
    command->add_option("FILE", options->file, "CSV, one row a person (or a period of one)")
        ->required();
    add_columns(*command, *options);
    add_coding(*command, *options);
    command->add_option("--at", options->words.times, "Times at which curves are read")
        ->delimiter(',')
        ->group("What is asked");
    command->add_option("--level", options->words.level, "Confidence level of the intervals")
        ->capture_default_str()
        ->group("What is asked");
    command
        ->add_option("--limits", options->words.limits,
                     "Scale of the limits of survival: log-log, log or plain")
        ->capture_default_str()
        ->check(CLI::IsMember({"log-log", "log", "plain"}))
        ->group("What is asked");
    add_questions(*command, options->words);
    command
        ->add_flag("--recurrent", options->words.recurrent,
                   "Events come again in a person: rows (entry, time] of --person; a second cause "
                   "ends everything")
        ->needs("--person")
        ->group("What is asked");
    add_pictures(*command, options->pictures);
    add_format(*command, options->format);
    command->footer("Example:\n  holdfast survival tests/data/lung.csv --time time --event status "
                    "--group sex --svg lung");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return survival(*options); }; });
}

} // namespace cli
