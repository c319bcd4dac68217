#include "cli/output.hpp"
#include "cli/study_commands.hpp"
#include "cli/writable.hpp"
#include "core/interrupt.hpp"
#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "core/shell_word.hpp"
#include "report/text/estimate_text.hpp"
#include "study/plan/valid_points.hpp"
#include "study/running/slurm_script.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace cli {
namespace {

struct SlurmArguments {
    std::string study;
    std::string folder; ///< empty: results/NAME.study
    std::string script; ///< empty: NAME.sbatch
    std::string partition;
    std::string time_per_task = "45m";
    std::uint64_t tasks = 0; ///< 0: as many as the time makes
    int cpus = 4;
    bool force = false;
};

/// "45m", "1.5h", "90s" in seconds.
std::optional<double> seconds_in(std::string const& text) {
    double number = 0.0;
    auto const* const end = text.data() + text.size();
    auto const [unit, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || unit + 1 != end) {
        return std::nullopt;
    }
    double const factor = *unit == 's'   ? 1.0
                          : *unit == 'm' ? 60.0
                          : *unit == 'h' ? 3600.0
                          : *unit == 'd' ? 86400.0
                                         : 0.0;
    double const seconds = number * factor;
    return seconds >= 1.0 && seconds <= 365.0 * 86400.0 ? std::optional(seconds) : std::nullopt;
}

std::string is_time(std::string const& text) {
    return seconds_in(text) ? std::string()
                            : text + " is no time: 90s, 45m, 1.5h or 2d, at least a second and at "
                                     "most a year";
}

std::string is_partition(std::string const& text) {
    bool const good =
        !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                                                "WXYZ0123456789_-.,") == std::string::npos;
    return good ? std::string() : "\"" + text + "\" is no name of a partition";
}

[[noreturn]] void refuse(std::string const& what, std::string const& option,
                         std::string const& problem, std::string const& allowed) {
    throw core::ConfigError({{{what, 0, 0}, option, problem, allowed, ""}});
}

void expect_possible(SlurmArguments const& arguments, study::StudyPlan const& plan,
                     std::string const& script) {
    if (arguments.tasks > plan.points().size()) {
        refuse(arguments.study, "--tasks",
               fmt::format("{} tasks for {} points", report::count_text(arguments.tasks),
                           report::count_text(plan.points().size())),
               "no more tasks than points");
    }
    if (std::filesystem::exists(script) && !arguments.force) {
        refuse(script, "", "is there already", "--force to replace it, --script for another name");
    }
    expect_writable(script);
    expect_other_file(script, arguments.study);
}

std::string next_steps(SlurmArguments const& arguments, study::SlurmNames const& names) {
    auto const study = core::shell_word(names.study);
    auto const folder = arguments.folder.empty() ? std::string() : core::shell_word(names.folder);
    auto const with = [&](char const* option) {
        return folder.empty() ? std::string() : fmt::format(" {} {}", option, folder);
    };
    return fmt::format("  submit   sbatch {0}\n"
                       "  watch    holdfast study status {1}{2}\n"
                       "  again    sbatch {0}    (when something is missing at the end)\n"
                       "  collect  holdfast study collect {1}{3}\n",
                       core::shell_word(names.script), study, with("-o"), with("--folder"));
}

void tell(study::SlurmTasks const& tasks, study::MeasuredRuns const& runs,
          SlurmArguments const& arguments, study::SlurmNames const& names) {
    say(fmt::format("Wrote {}: {} missing runs of about {:.2g} s{}, in {} tasks on {} cores each, "
                    "about {} a task (limit {}, {} MB).\n{}",
                    names.script, report::count_text(runs.missing), runs.seconds_a_run,
                    runs.measured == 0 ? std::string(" (reckoned from fewer users)")
                                       : fmt::format(" ({} were run, and are kept)", runs.measured),
                    tasks.tasks, tasks.cpus, core::short_duration(tasks.seconds),
                    study::slurm_time(tasks.limit_minutes), tasks.memory_megabytes,
                    next_steps(arguments, names)));
}

ExitCode write_script(SlurmArguments const& arguments, std::string const& program) {
    study::StudyPlan const plan(arguments.study);
    auto const folder = study_folder(arguments.folder, plan);
    study::SlurmNames const names{
        plan.study().name,
        program,
        arguments.study,
        folder.path(),
        arguments.partition,
        arguments.script.empty() ? plan.study().name + ".sbatch" : arguments.script};
    expect_possible(arguments, plan, names.script);
    core::InterruptGuard const guard;
    if (folder.state(plan).finished == 0) {
        study::expect_valid_points(plan, 0, [] {});
    }
    folder.make(); // Slurm makes no folder for what its tasks say
    auto const runs = study::measure_runs(plan, folder);
    if (runs.interrupted) {
        say("Interrupted before a script was written. What is finished is kept.\n");
        return ExitCode::interrupted;
    }
    if (runs.missing == 0) {
        say(fmt::format("Nothing is missing, so there is no script to write.\n"));
        return ExitCode::done;
    }
    study::SlurmWishes const wishes{arguments.tasks == 0 ? std::nullopt
                                                         : std::optional(arguments.tasks),
                                    *seconds_in(arguments.time_per_task), arguments.cpus};
    auto const tasks = study::slurm_tasks(runs, plan.points().size(), wishes);
    print_or_write(study::slurm_script(tasks, runs, names), names.script);
    tell(tasks, runs, arguments, names);
    return ExitCode::done;
}

} // namespace

void add_study_slurm(CLI::App& study, Invocation& invocation) {
    auto* const command =
        study.add_subcommand("slurm", "Write an sbatch script that runs what is missing");
    auto const arguments = std::make_shared<SlurmArguments>();
    command->add_option("STUDY", arguments->study, "The study (.yaml)")->required();
    add_study_folder(*command, "-o,--folder", arguments->folder);
    command->add_option("--script", arguments->script, "The script; default: NAME.sbatch");
    command->add_flag("--force", arguments->force, "Replace a script that is there");
    auto* const tasks =
        command
            ->add_option("--tasks", arguments->tasks,
                         "How many tasks; default: as many as the time of one makes")
            ->check(CLI::Range(1, 1000000));
    command
        ->add_option("--time-per-task", arguments->time_per_task,
                     "How long a task should take: 90s, 45m, 1.5h or 2d")
        ->type_name("TIME")
        ->capture_default_str()
        ->check(is_time)
        ->excludes(tasks);
    command->add_option("--cpus", arguments->cpus, "Cores of a task")
        ->capture_default_str()
        ->check(CLI::Range(1, 4096));
    command->add_option("--partition", arguments->partition, "Default: the site's")
        ->check(is_partition);
    command->footer("Examples:\n  holdfast study slurm scenarios/studies/voice-by-intent.yaml\n"
                    "  holdfast study slurm scenarios/studies/voice-by-intent.yaml --cpus 16 "
                    "--time-per-task 1h --partition short");
    command->callback([arguments, &invocation] {
        invocation.chosen = [arguments, &invocation] {
            return write_script(*arguments, invocation.program);
        };
    });
}

} // namespace cli
