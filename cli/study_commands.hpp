#pragma once

#include "cli/commands.hpp"
#include "core/ranks.hpp"
#include "study/plan/study_plan.hpp"
#include "study/running/study_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What the parts of `holdfast study` share.
namespace cli {

/// @param folder  as the user names it; empty: see study_folder()
void add_study_folder(CLI::App& command, char const* option, std::string& folder);

/// The folder that was named, else results/NAME.study.
[[nodiscard]] study::StudyFolder study_folder(std::string const& named,
                                              study::StudyPlan const& plan);

/// Throws core::ConfigError with what is wrong at some points.
/// @param show  progress, where there are many  @param share  the points to look at
void look_at_points(study::StudyPlan const& plan, int threads, bool show, core::Share const& share);

/// "1 run", "2,000 runs".
[[nodiscard]] std::string runs_text(std::uint64_t runs);
/// The first few failures, and how many more there are.
[[nodiscard]] std::string failures_text(std::vector<study::RunResult> const& failures);

void add_study_run(CLI::App& study, Invocation& invocation);
void add_study_report(CLI::App& study, Invocation& invocation);
void add_study_slurm(CLI::App& study, Invocation& invocation);

} // namespace cli
