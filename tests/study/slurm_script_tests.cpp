#include "study/running/slurm_script.hpp"

#include <catch2/catch.hpp>

namespace {

/// `missing` runs of `seconds` each.
study::MeasuredRuns runs_of(std::uint64_t missing, double seconds) {
    return {missing, 16, seconds, seconds, 100U << 20U, 10U << 20U, false};
}

} // namespace

TEST_CASE("Tasks take about as long as was asked for, and their limit is twice that") {
    // 10,000 runs of 72 s on 4 cores each: 50 hours, 100 tasks of half an hour and one run.
    auto const tasks = study::slurm_tasks(runs_of(10000, 72.0), 10000, {{}, 1800.0, 4});
    CHECK(tasks.tasks == 100);
    CHECK(tasks.seconds == Approx(1872.0));
    CHECK(tasks.limit_minutes == 65);
    CHECK(tasks.memory_megabytes == 256); // 1.5 (100 + 4 * 10) MB, rounded up
}

TEST_CASE("There are no more tasks than points, runs, or what Slurm takes") {
    CHECK(study::slurm_tasks(runs_of(1000000, 3600.0), 1000000, {}).tasks == 1000);
    CHECK(study::slurm_tasks(runs_of(40, 36000.0), 10, {}).tasks == 10);
    CHECK(study::slurm_tasks(runs_of(3, 36000.0), 10, {}).tasks == 3);
    CHECK(study::slurm_tasks(runs_of(1000000, 1e-3), 1000000, {}).tasks == 1);
    CHECK(study::slurm_tasks(runs_of(40, 1.0), 40, {8, 2700.0, 4}).tasks == 8);
}

TEST_CASE("Times are written as Slurm reads them") {
    CHECK(study::slurm_time(5) == "0:05:00");
    CHECK(study::slurm_time(90) == "1:30:00");
    CHECK(study::slurm_time(24 * 60 + 65) == "1-01:05:00");
}

TEST_CASE(
    "Names that a shell would take apart, or Slurm would fill in, stand in the script whole") {
    study::SlurmTasks const tasks{2, 1, 60.0, 5, 128};
    auto const text =
        study::slurm_script(tasks, runs_of(10, 1.0),
                            {"dose", "./bin/holdfast", "it's.yaml", "100% sure", "", "a b.sbatch"});
    CHECK_THAT(text,
               Catch::Contains("exec ./bin/holdfast study run 'it'\\''s.yaml' -o '100% sure' "));
    CHECK_THAT(text, Catch::Contains("#SBATCH --output='100%% sure/task-%a.log'\n"));
    CHECK_THAT(text, Catch::Contains("sbatch 'a b.sbatch'\n"));
    CHECK_THAT(text, !Catch::Contains("--partition"));
}
