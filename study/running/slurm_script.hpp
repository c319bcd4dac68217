#pragma once

#include "study/running/measured_runs.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace study {

/// What whoever asks for a Slurm script wants of its tasks.
struct SlurmWishes {
    std::optional<std::uint64_t> tasks; ///< as many as `task_seconds` makes otherwise
    double task_seconds = 2700.0;       ///< that a task should take
    int cpus = 4;                       ///< of a task
};

/// How the missing runs of a study are cut into the tasks of one Slurm array.
struct SlurmTasks {
    std::uint64_t tasks = 1;
    int cpus = 1;
    double seconds = 0.0;            ///< that a task is expected to take
    std::uint64_t limit_minutes = 0; ///< twice that, rounded up
    std::uint64_t memory_megabytes = 0;
};

/// Few tasks that take long: each costs the scheduler some work, and a site lets one user have only
/// so many. No more than points, 1000 (Slurm's usual limit on an array), and what is asked for.
/// @param points  of the study
[[nodiscard]] SlurmTasks slurm_tasks(MeasuredRuns const& runs, std::uint64_t points,
                                     SlurmWishes const& wishes);

/// What else stands in a script.
struct SlurmNames {
    std::string name;      ///< of the study
    std::string program;   ///< as the user called it
    std::string study;     ///< path, seen from where the script is submitted
    std::string folder;    ///< the same, of the shards' files
    std::string partition; ///< empty: the site's default
    std::string script;    ///< path of the script itself
};

/// An sbatch script that runs what is missing of a study; submitted again, what is missing then.
[[nodiscard]] std::string slurm_script(SlurmTasks const& tasks, MeasuredRuns const& runs,
                                       SlurmNames const& names);

/// "1-06:00:00", "1:30:00": as Slurm reads times.
[[nodiscard]] std::string slurm_time(std::uint64_t minutes);

} // namespace study
