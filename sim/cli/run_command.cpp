#include "core/instruction_set.hpp"
#include "core/interrupt.hpp"
#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/memory.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/writable.hpp"
#include "sim/engine/run.hpp"
#include "sim/judge/choices.hpp"
#include "sim/reading/reading.hpp"
#include "sim/record_file.hpp"
#include "sim/report/comparison_table.hpp"
#include "sim/report/estimate_text.hpp"
#include "sim/report/text_table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace cli {
namespace {

struct RunArguments {
    std::string scenario;
    std::string output;
    std::vector<std::string> set;
    std::string seed; ///< digits; empty: the scenario's
    int threads = 0;
    std::string instruction_set; ///< empty: the widest here
    bool quiet = false;
};

/// What CLI11 asks of a check: what is wrong, empty when nothing is. Its own numbers take -1 for
/// 2^64 - 1.
std::string is_seed(std::string const& text) {
    std::uint64_t seed = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::string() : text + " is no whole number from 0 to 18446744073709551615";
}

std::string is_instruction_set(std::string const& text) {
    try {
        static_cast<void>(core::instruction_set(text));
        return {};
    } catch (core::NoSuchInstructionSet const& fault) {
        return fault.message;
    }
}

std::vector<sim::Override> overrides_of(RunArguments const& arguments) {
    std::vector<sim::Override> overrides;
    core::Mistakes mistakes;
    for (auto const& text : arguments.set) {
        try {
            overrides.push_back(sim::parse_override(text));
        } catch (core::ConfigError const& error) {
            for (auto const& mistake : error.mistakes()) {
                mistakes.add(mistake);
            }
        }
    }
    mistakes.throw_if_any();
    if (!arguments.seed.empty()) {
        overrides.push_back({"seed", arguments.seed});
    }
    return overrides;
}

/// The file to write: the one asked for, seen to be writable and none that is read, or the default.
std::string output_of(RunArguments const& arguments, sim::Scenario const& scenario) {
    if (arguments.output.empty()) {
        return "results/" + scenario.name + ".h5";
    }
    expect_writable(arguments.output);
    for (auto const& source : scenario.sources) {
        expect_other_file(arguments.output, source.path);
    }
    return arguments.output;
}

/// Only the default folder is made where it is missing.
void make_default_folder(std::string const& path) {
    std::error_code ignored; // what is wrong is told when the file is tried
    std::filesystem::create_directories("results", ignored);
    expect_writable(path);
}

std::uint64_t user_days(sim::Scenario const& scenario) {
    return std::uint64_t{scenario.users} * scenario.designs.size() *
           static_cast<std::uint64_t>(scenario.horizon_days + 1);
}

sim::Record live(sim::Scenario const& scenario, RunArguments const& arguments) {
    std::optional<core::Progress> progress;
    if (!arguments.quiet) {
        progress.emplace(scenario.name, user_days(scenario), "user-days");
    }
    sim::RunOptions options;
    options.threads = arguments.threads;
    options.progress = progress ? &*progress : nullptr;
    return sim::run(scenario, options);
}

void tell(sim::Record const& record, std::string const& path) {
    print(
        sim::comparison_table(sim::compare(record, sim::judge_by({}, record)),
                              {.detail = sim::Detail::summary, .width = sim::terminal_width(120)}));
    say(fmt::format("\nWrote {}. More of it: holdfast compare {}\n", path, path));
}

ExitCode run(RunArguments const& arguments, std::string const& command_line) {
    auto const scenario = sim::read_scenario(arguments.scenario, overrides_of(arguments));
    auto const path = output_of(arguments, scenario);
    expect_memory(scenario, arguments.scenario);
    if (arguments.output.empty()) {
        make_default_folder(path);
    }
    if (!arguments.instruction_set.empty()) {
        core::use(core::instruction_set(arguments.instruction_set));
    }
    core::InterruptGuard const guard;
    auto record = live(scenario, arguments);
    record.origin.command_line = command_line;
    sim::write_record(path, record);
    if (record.users < record.users_asked) {
        say(fmt::format("Interrupted: {} holds the first {} of {} people, each with all days under "
                        "every design.\n",
                        path, sim::count_text(record.users), sim::count_text(record.users_asked)));
        return ExitCode::interrupted;
    }
    if (!arguments.quiet) {
        tell(record, path);
    }
    return ExitCode::done;
}

} // namespace

void add_run(CLI::App& app, Invocation& invocation) {
    auto* const command =
        app.add_subcommand("run", "Let the people of a scenario live under each of its designs");
    auto const arguments = std::make_shared<RunArguments>();
    command->add_option("SCENARIO", arguments->scenario, "The scenario (.yaml)")->required();
    command->add_option("-o,--output", arguments->output,
                        "Where the results go; default: results/NAME.h5");
    command
        ->add_option("--set", arguments->set,
                     "Change a key of any of the files: users=1000, theory.habit.gain=0.1")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command->add_option("--seed", arguments->seed, "Other people with other luck")
        ->type_name("UINT")
        ->check(is_seed);
    command
        ->add_option("--threads", arguments->threads,
                     "0: as many as the machine has; the results are the same for any number")
        ->capture_default_str()
        ->check(CLI::Range(0, 4096));
    command
        ->add_option("--instruction-set", arguments->instruction_set,
                     "scalar, sse4, avx2 or avx3 instead of the widest that the CPU has; the "
                     "results are the same on any")
        ->type_name("NAME")
        ->envname("HOLDFAST_TARGET")
        ->check(is_instruction_set);
    command->add_flag("-q,--quiet", arguments->quiet, "Neither progress nor the comparison");
    command->footer(
        "Example:\n  holdfast run scenarios/first-look.yaml --set users=20000 -o small.h5");
    command->callback([arguments, &invocation] {
        invocation.chosen = [arguments, &invocation] {
            return run(*arguments, invocation.command_line);
        };
    });
}

} // namespace cli
