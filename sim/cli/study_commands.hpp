#pragma once

#include "sim/cli/commands.hpp"
#include "sim/study/study_folder.hpp"
#include "sim/study/study_plan.hpp"

#include <string>

/// The parts of `holdfast study` that have a file of their own.
namespace cli {

/// The folder that was named, else results/NAME.study.
[[nodiscard]] sim::StudyFolder study_folder(std::string const& named, sim::StudyPlan const& plan);

void add_study_report(CLI::App& study, Invocation& invocation);
void add_study_slurm(CLI::App& study, Invocation& invocation);

} // namespace cli
