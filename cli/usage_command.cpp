#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "cli/writable.hpp"
#include "core/csv.hpp"
#include "core/csv_writer.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "report/usage/usage_findings.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <sstream>

namespace cli {
namespace {

struct UsageOptions {
    std::string file;
    report::UsageColumns columns;
    std::vector<std::string> attritions;
    std::vector<int> days;
    int gap_days = 14;
    double level = 0.95;
    std::string format = "table";
    std::string events;
};

/// Every definition that the log can tell and that was asked for; of none: all, with gaps of 14
/// days.
std::vector<analysis::Attrition>
definitions(UsageOptions const& options, report::UsageLog const& log, core::Mistakes& mistakes) {
    auto asked = options.attritions;
    if (asked.empty()) {
        int const gap = std::min(14, std::max(1, log.horizon_days));
        asked = {"last-use", fmt::format("inactive:{}", gap),
                 fmt::format("inactive:{}:final", gap)};
        if (log.leaving_known) {
            asked.insert(asked.begin(), "left");
        }
    }
    std::vector<analysis::Attrition> chosen;
    for (auto const& text : asked) {
        chosen.push_back(report::chosen_attrition(text, log.horizon_days, mistakes));
        if (text == "left" && !log.leaving_known) {
            mistakes.add(report::choice_mistake("--attrition", "the log does not say who left",
                                                "--left COLUMN, or last-use, inactive:N, "
                                                "inactive:N:final"));
        }
    }
    return chosen;
}

/// user,group,time,status,cause: as `holdfast survival` reads it.
std::string events_csv(report::UsageLog const& log, report::EventData const& data) {
    std::ostringstream out;
    core::CsvWriter csv(out);
    csv.cell("user");
    if (log.groups.divided()) {
        csv.cell(log.groups.column);
    }
    csv.cell("time").cell("status").cell("cause");
    csv.end_row();
    for (std::size_t user = 0; user < log.users.size(); ++user) {
        int const status = data.table.status[user];
        csv.cell(log.users[user]);
        if (log.groups.divided()) {
            csv.cell(log.groups.names[static_cast<std::size_t>(log.groups.rows.of[user])]);
        }
        csv.cell(data.table.time[user]).cell(status == 0 ? 0 : 1);
        csv.cell(status == 0 ? "censored" : data.causes[static_cast<std::size_t>(status - 1)]);
        csv.end_row();
    }
    return out.str();
}

ExitCode usage(UsageOptions const& options) {
    if (!options.events.empty()) {
        expect_writable(options.events);
        expect_other_file(options.events, options.file);
    }
    core::Mistakes mistakes;
    auto const table = core::read_csv(options.file, mistakes);
    mistakes.throw_if_any();
    auto const log = report::read_usage_log(table, options.columns, mistakes);
    mistakes.throw_if_any();
    report::UsageQuestions questions;
    questions.attritions = definitions(options, log, mistakes);
    questions.days = report::chosen_days(options.days, log.horizon_days, mistakes);
    questions.level = report::chosen_level(options.level, mistakes);
    questions.gap_days = std::min(options.gap_days, std::max(1, log.horizon_days));
    mistakes.throw_if_any();
    auto const sections = report::usage_findings(log, questions);
    if (!options.events.empty()) {
        print_or_write(events_csv(log, report::events_of(log, questions.attritions.front())),
                       options.events);
    }
    print_sections(sections, {{"file", options.file}, {"level", fmt::format("{}", options.level)}},
                   options.format);
    return ExitCode::done;
}

} // namespace

void add_usage(CLI::App& app, Invocation& invocation) {
    auto* const command = app.add_subcommand(
        "usage", "Read retention and attrition out of an app's own log (CSV: user, day)");
    auto const options = std::make_shared<UsageOptions>();
    command->add_option("FILE", options->file, "CSV with a row for every use")->required();
    command->add_option("--user", options->columns.user, "Column: who")->required();
    command
        ->add_option("--day", options->columns.day,
                     "Column: the day of use, a whole number or a date like 2026-11-22; empty for "
                     "somebody who is only enrolled")
        ->required();
    command->add_option("--enrolled", options->columns.enrolled,
                        "Column: the day of enrolment; without it days count from enrolment");
    command->add_option("--left", options->columns.left,
                        "Column: the day on which the user left the app for good");
    command->add_option("--cause", options->columns.cause, "Column: why the user left");
    command->add_option("--group", options->columns.group, "Column: groups to tell apart");
    command->add_option("--baseline", options->columns.baseline, "The group that comes first");
    command->add_option("--until", options->columns.until,
                        "Last day of the record; default: the last day in the file");
    command
        ->add_option("--attrition", options->attritions,
                     "left, last-use, inactive:N or inactive:N:final; may be given several times; "
                     "default: all of them with N = 14")
        ->delimiter(',');
    command
        ->add_option("--days", options->days,
                     "Days at which retention is read out; default: 1,7,15,30,90")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--lapse-days", options->gap_days,
                     "So many days without use are a lapse, with or without a return; at most the "
                     "length of the record")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command->add_option("--level", options->level, "Confidence level of the intervals")
        ->capture_default_str();
    command->add_option("--events", options->events,
                        "Also write the times to the first definition of attrition to this CSV, "
                        "for `holdfast survival`");
    add_format(*command, options->format);
    command->footer("Example:\n  holdfast usage log.csv --user user --day date --enrolled enrolled "
                    "--attrition inactive:14 --events events.csv\n  holdfast survival events.csv "
                    "--time time --event status");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return usage(*options); }; });
}

} // namespace cli
