#include "cli/output.hpp"
#include "cli/study_commands.hpp"
#include "cli/writable.hpp"
#include "core/csv.hpp"
#include "core/csv_writer.hpp"
#include "core/file_lock.hpp"
#include "core/progress.hpp"
#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"
#include "study/plan/study_plan.hpp"
#include "study/running/collect.hpp"
#include "study/running/run_study.hpp"
#include "study/running/study_folder.hpp"
#include "study/running/verdict.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cli {
namespace {

struct StudyArguments {
    std::string study;
    std::string folder; ///< empty: results/NAME.study
    std::string output; ///< empty: results/NAME
    std::string format = "table";
    bool partial = false;
};

/// A number of many digits in four.
std::string shortened(std::string const& value) {
    constexpr std::size_t short_enough = 9;
    auto const number = core::number_in(value);
    return number && value.size() > short_enough ? fmt::format("{:.4g}", *number) : value;
}

void print_points(study::StudyPlan const& plan) {
    std::ostringstream text;
    core::CsvWriter csv(text);
    csv.cell("point");
    for (auto const& factor : plan.study().factors) {
        csv.cell(factor.name);
    }
    csv.end_row();
    for (std::uint64_t point = 0; point < plan.points().size(); ++point) {
        csv.cell(point);
        for (auto const& value : plan.points().values(point)) {
            csv.cell(value);
        }
        csv.end_row();
        constexpr std::uint64_t rows_at_once = 1000;
        if ((point + 1) % rows_at_once == 0 || point + 1 == plan.points().size()) {
            print(text.str());
            text.str({});
        }
    }
}

ExitCode plan_points(StudyArguments const& arguments) {
    study::StudyPlan const plan(arguments.study);
    auto const& points = plan.points();
    if (arguments.format == "csv") {
        print_points(plan);
        return ExitCode::done;
    }
    constexpr std::uint64_t shown = 20;
    constexpr std::size_t most_columns = 12;
    std::vector<report::TextTable::Column> columns{{"point", report::Align::right}};
    for (auto const& factor : plan.study().factors) {
        columns.push_back({factor.name, report::Align::right});
    }
    bool const narrow = columns.size() <= most_columns;
    columns.resize(std::min(columns.size(), most_columns));
    report::TextTable table(columns);
    for (std::uint64_t point = 0; point < std::min(points.size(), shown); ++point) {
        std::vector<std::string> cells{fmt::format("{}", point)};
        for (auto const& value : points.values(point)) {
            cells.push_back(shortened(value));
        }
        cells.resize(columns.size());
        table.add_row(std::move(cells));
    }
    print(fmt::format("{}: {} points, {}{} each: {}\n\n{}{}", plan.study().name,
                      report::count_text(points.size()), plan.study().until ? "at most " : "",
                      plan.study().replicates == 1
                          ? "1 replicate"
                          : fmt::format("{} replicates", plan.study().replicates),
                      runs_text(plan.runs()), table.str(report::terminal_width()),
                      points.size() > shown || !narrow ? "\nAll of it: --format csv\n" : ""));
    return ExitCode::done;
}

ExitCode status(StudyArguments const& arguments) {
    study::StudyPlan const plan(arguments.study);
    auto const folder = study_folder(arguments.folder, plan);
    auto const state = folder.state(plan);
    auto const missing = study::missing(plan, state, {});
    bool const watches = state.stopping.watches();
    std::string text = fmt::format(
        "{}: {} of {}{} finished, {} failed, {} missing{}\n", plan.study().name,
        report::count_text(state.finished), watches ? "at most " : "", runs_text(plan.runs()),
        state.failures.size(),
        report::count_text(missing - std::min<std::uint64_t>(missing, state.failures.size())),
        watches ? fmt::format("; as far as is known, {} are needed",
                              report::count_text(state.stopping.runs()))
                : std::string());
    if (state.finished > 0 && missing > 0) {
        double const each = state.seconds / static_cast<double>(state.finished);
        text += fmt::format("A run takes {:.3g} s on one core: what is left, {} on one core.\n",
                            each, core::short_duration(each * static_cast<double>(missing)));
    }
    text += study::verdict_text(plan, state.stopping);
    if (state.other > 0) {
        text += fmt::format("{} of an earlier form of the study; those that are as they would be "
                            "now are kept when it is run.\n",
                            runs_text(state.other));
    }
    for (auto const& path : folder.shards()) {
        if (auto const holder = core::FileLock::held_by(path + ".lock"); !holder.empty()) {
            text += fmt::format("At work: {} ({})\n", path, holder);
        }
    }
    if (!state.failures.empty()) {
        text += failures_text(state.failures);
    }
    print(text);
    return ExitCode::done;
}

ExitCode collect(StudyArguments const& arguments) {
    study::StudyPlan const plan(arguments.study);
    auto const folder = study_folder(arguments.folder, plan);
    auto const stem = arguments.output.empty() ? "results/" + plan.study().name : arguments.output;
    expect_writable(stem + ".h5");
    expect_writable(stem + ".csv");
    auto const collected = study::collect(plan, folder, stem, arguments.partial);
    auto const runs = runs_text(collected.missing + collected.rows);
    if (collected.missing > 0 && !arguments.partial) {
        say(fmt::format("{} of {} {} missing, so nothing was written. Run them: holdfast study run "
                        "{}{}. Without them: --partial.\n",
                        report::count_text(collected.missing), runs,
                        collected.missing == 1 ? "is" : "are", arguments.study,
                        arguments.folder.empty() ? "" : " -o " + folder.path()));
        return ExitCode::failed;
    }
    print(fmt::format("Wrote {0}.h5 and {0}.csv: {1} of {2}{3}\ndigest {4}\n", stem,
                      report::count_text(collected.rows), runs,
                      collected.failed == 0 ? ""
                                            : fmt::format(", {} of them failed and have no outputs",
                                                          collected.failed),
                      collected.digest));
    return collected.failed == 0 && collected.missing == 0 ? ExitCode::done : ExitCode::failed;
}

using Act = std::function<ExitCode(StudyArguments const&)>;

CLI::App* add(CLI::App& study, char const* name, char const* describes, Act const& act,
              std::shared_ptr<StudyArguments> const& arguments, Invocation& invocation) {
    auto* const command = study.add_subcommand(name, describes);
    command->add_option("STUDY", arguments->study, "The study (.yaml)")->required();
    command->callback([act, arguments, &invocation] {
        invocation.chosen = [act, arguments] { return act(*arguments); };
    });
    return command;
}

} // namespace

void add_study(CLI::App& app, Invocation& invocation) {
    auto* const study = app.add_subcommand("study", "Run one scenario at many points");
    study->require_subcommand(1);
    study->footer("Example:\n"
                  "  holdfast check scenarios/studies/voice-by-intent.yaml\n"
                  "  holdfast study run scenarios/studies/voice-by-intent.yaml\n"
                  "  holdfast study report scenarios/studies/voice-by-intent.yaml");
    auto const arguments = std::make_shared<StudyArguments>();

    add_study_run(*study, invocation);

    auto* command = add(*study, "plan", "List the points", plan_points, arguments, invocation);
    command->add_option("--format", arguments->format, "table or csv")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv"}));
    command->footer(
        "Example:\n  holdfast study plan scenarios/studies/voice-by-intent.yaml --format csv");

    command = add(*study, "status", "Say how far it is, also while it runs", status, arguments,
                  invocation);
    add_study_folder(*command, "-o,--folder", arguments->folder);
    command->footer("Example:\n  holdfast study status scenarios/studies/voice-by-intent.yaml");

    command = add(*study, "collect", "Write all runs as one table: HDF5 and CSV", collect,
                  arguments, invocation);
    add_study_folder(*command, "--folder", arguments->folder);
    command->add_option("-o,--output", arguments->output,
                        "Stem of the two files; default: results/NAME");
    command->add_flag("--partial", arguments->partial, "Also where runs are missing");
    command->footer("Example:\n  holdfast study collect scenarios/studies/voice-by-intent.yaml");

    add_study_report(*study, invocation);
    add_study_slurm(*study, invocation);
}

} // namespace cli
