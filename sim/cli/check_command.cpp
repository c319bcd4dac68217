#include "core/mistakes.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/output.hpp"
#include "sim/reading/reading.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <vector>

namespace cli {
namespace {

ExitCode check(std::vector<std::string> const& files) {
    core::Mistakes mistakes;
    for (auto const& file : files) {
        auto const found = sim::check_file(file);
        for (auto const& mistake : found) {
            mistakes.add(mistake);
        }
        if (found.empty()) {
            print(file + ": ok\n");
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
    command->add_option("FILE", *files, "Scenarios, theories, cohorts or designs")->required();
    command->footer("Example:\n  holdfast check scenarios/*.yaml scenarios/*/*.yaml");
    command->callback(
        [files, &invocation] { invocation.chosen = [files] { return check(*files); }; });
}

} // namespace cli
