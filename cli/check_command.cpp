#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/study_commands.hpp"
#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "report/text/estimate_text.hpp"
#include "sim/engine/run_cost.hpp"
#include "study/plan/pilot.hpp"
#include "study/plan/study_plan.hpp"
#include "study/reading/files.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <vector>

namespace cli {
namespace {

/// What only the points of a study can show.
std::string about_study(std::string const& file) {
    study::StudyPlan const plan(file);
    look_at_points(plan, 0, true, {0, plan.points().size()});
    auto const cost = sim::cost_of(plan.base());
    auto const pilot = study::pilot_of(plan);
    auto const runs = static_cast<double>(plan.runs());
    return fmt::format(
        ": {} points, {}{} runs, about {} user-days each; about {} on one core, {}B on disk",
        report::count_text(plan.points().size()), plan.study().until ? "at most " : "",
        report::count_text(plan.runs()), core::short_number(static_cast<double>(cost.user_days)),
        core::short_duration(runs * pilot.seconds_a_run),
        core::short_number(runs * static_cast<double>(pilot.bytes_a_run)));
}

ExitCode check(std::vector<std::string> const& files) {
    core::Mistakes mistakes;
    for (auto const& file : files) {
        auto found = study::check_file(file);
        std::string about;
        if (found.empty() && study::is_study(file)) {
            try {
                about = about_study(file);
            } catch (core::ConfigError const& error) {
                found = error.mistakes();
            }
        }
        for (auto const& mistake : found) {
            mistakes.add(mistake);
        }
        if (found.empty()) {
            print(fmt::format("{}: ok{}\n", file, about));
        }
    }
    mistakes.throw_if_any();
    return ExitCode::done;
}

} // namespace

void add_check(CLI::App& app, Invocation& invocation) {
    auto* const command =
        app.add_subcommand("check", "Tell every mistake in YAML files, or \"ok\"");
    auto const files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "Scenarios, theories, cohorts, designs or studies")
        ->required();
    command->footer("Example:\n  holdfast check scenarios/*.yaml scenarios/*/*.yaml");
    command->callback(
        [files, &invocation] { invocation.chosen = [files] { return check(*files); }; });
}

} // namespace cli
