#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/study_commands.hpp"
#include "sim/report/estimate_text.hpp"
#include "sim/show/run_cost.hpp"
#include "sim/study/files.hpp"
#include "sim/study/pilot.hpp"
#include "sim/study/study_plan.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <vector>

namespace cli {
namespace {

/// What only the points of a study can show.
std::string about_study(std::string const& file) {
    sim::StudyPlan const plan(file);
    look_at_points(plan, 0, true, {0, plan.points().size()});
    auto const cost = sim::cost_of(plan.base());
    auto const pilot = sim::pilot_of(plan);
    auto const runs = static_cast<double>(plan.runs());
    return fmt::format(
        ": {} points, {}{} runs, about {} user-days each; about {} on one core, {}B on disk",
        sim::count_text(plan.points().size()), plan.study().until ? "at most " : "",
        sim::count_text(plan.runs()), core::short_number(static_cast<double>(cost.user_days)),
        core::short_duration(runs * pilot.seconds_a_run),
        core::short_number(runs * static_cast<double>(pilot.bytes_a_run)));
}

ExitCode check(std::vector<std::string> const& files) {
    core::Mistakes mistakes;
    for (auto const& file : files) {
        auto found = sim::check_file(file);
        std::string about;
        if (found.empty() && sim::is_study(file)) {
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
