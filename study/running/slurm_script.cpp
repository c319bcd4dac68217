#include "study/running/slurm_script.hpp"

#include "core/progress.hpp"
#include "core/shell_word.hpp"
#include "report/text/estimate_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace study {
namespace {

/// Slurm's MaxArraySize is 1001 where a site has not changed it.
constexpr double most_tasks = 1000.0;
/// Tasks of one study that run at once, so that others get their turn.
constexpr std::uint64_t most_at_once = 100;
constexpr double megabyte = 1048576.0;

std::uint64_t rounded_up(double value, std::uint64_t step) {
    auto const steps = std::ceil(value / static_cast<double>(step));
    return static_cast<std::uint64_t>(std::max(1.0, steps)) * step;
}

/// "%" begins a pattern in the names of Slurm's files.
std::string without_patterns(std::string const& path) {
    std::string text;
    for (char const c : path) {
        text += c == '%' ? std::string("%%") : std::string(1, c);
    }
    return text;
}

std::string where_times_come_from(MeasuredRuns const& runs) {
    return runs.measured == 0
               ? std::string("reckoned from runs of fewer users")
               : fmt::format("the mean of {} measured", report::count_text(runs.measured));
}

std::string about(SlurmTasks const& tasks, MeasuredRuns const& runs, SlurmNames const& names) {
    return fmt::format(
        "# Study {0}: {1} missing runs, each about {2:.2g} s on one core ({3}),\n"
        "# in {4} tasks that should take {5} each. Submit it where it was written for:\n"
        "#     sbatch {6}\n"
        "# and once more when tasks were killed or ran out of time: each runs what is missing.\n",
        names.name, report::count_text(runs.missing), runs.seconds_a_run,
        where_times_come_from(runs), tasks.tasks, core::short_duration(tasks.seconds),
        core::shell_word(names.script));
}

std::string requests(SlurmTasks const& tasks, SlurmNames const& names) {
    auto text =
        fmt::format("#SBATCH --job-name={}\n"
                    "#SBATCH --array=1-{}%{}\n"
                    "#SBATCH --cpus-per-task={}\n"
                    "#SBATCH --mem={}M\n"
                    "#SBATCH --time={}\n"
                    "#SBATCH --requeue\n"
                    "#SBATCH --open-mode=append\n"
                    "#SBATCH --output={}\n"
                    "#SBATCH --signal=B:TERM@30\n",
                    core::shell_word(names.name), tasks.tasks, std::min(tasks.tasks, most_at_once),
                    tasks.cpus, tasks.memory_megabytes, slurm_time(tasks.limit_minutes),
                    core::shell_word(without_patterns(names.folder) + "/task-%a.log"));
    if (!names.partition.empty()) {
        text += fmt::format("#SBATCH --partition={}\n", core::shell_word(names.partition));
    }
    return text;
}

} // namespace

SlurmTasks slurm_tasks(MeasuredRuns const& runs, std::uint64_t points, SlurmWishes const& wishes) {
    SlurmTasks tasks;
    tasks.cpus = wishes.cpus;
    auto const missing = static_cast<double>(runs.missing);
    double const all_seconds = missing * runs.seconds_a_run;
    double const by_time = std::ceil(all_seconds / (wishes.task_seconds * wishes.cpus));
    double const most = std::min({most_tasks, static_cast<double>(points), missing});
    tasks.tasks = wishes.tasks.value_or(
        static_cast<std::uint64_t>(std::clamp(by_time, 1.0, std::max(1.0, most))));
    // The last run of a task may be the longest, on one core while the others idle.
    tasks.seconds = all_seconds / (static_cast<double>(tasks.tasks) * wishes.cpus) + runs.longest;
    tasks.seconds = std::max(1.0, tasks.seconds);
    constexpr double to_start = 60.0;
    tasks.limit_minutes = rounded_up((2.0 * tasks.seconds + to_start) / 60.0, 5);
    double const bytes =
        static_cast<double>(runs.bytes) + wishes.cpus * static_cast<double>(runs.run_bytes);
    tasks.memory_megabytes = rounded_up(1.5 * bytes / megabyte, 128);
    return tasks;
}

std::string slurm_time(std::uint64_t minutes) {
    auto const days = minutes / (24 * 60);
    auto const rest = minutes % (24 * 60);
    return days > 0 ? fmt::format("{}-{:02}:{:02}:00", days, rest / 60, rest % 60)
                    : fmt::format("{}:{:02}:00", rest / 60, rest % 60);
}

std::string slurm_script(SlurmTasks const& tasks, MeasuredRuns const& runs,
                         SlurmNames const& names) {
    return fmt::format(
        "#!/bin/bash\n{}{}\n"
        "# In place of the shell, so that Slurm's SIGTERM, half a minute before the time is up or\n"
        "# when the task must give way, reaches it: it keeps what is finished and ends.\n"
        "exec {} study run {} -o {} --shard \"$SLURM_ARRAY_TASK_ID/{}\" \\\n"
        "    --threads \"$SLURM_CPUS_PER_TASK\"\n",
        about(tasks, runs, names), requests(tasks, names), core::shell_word(names.program),
        core::shell_word(names.study), core::shell_word(names.folder), tasks.tasks);
}

} // namespace study
