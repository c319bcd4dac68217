#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/together.hpp"
#include "cli/writable.hpp"
#include "core/instruction_set.hpp"
#include "core/interrupt.hpp"
#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "core/ranks.hpp"
#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"
#include "sim/checkpoint/claim.hpp"
#include "sim/checkpoint/parts.hpp"
#include "sim/compare/compare_options.hpp"
#include "sim/compare/recorded.hpp"
#include "sim/compare/tables/comparison_table.hpp"
#include "sim/engine/run.hpp"
#include "sim/reading/reading.hpp"
#include "sim/record_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
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
    double checkpoint_minutes = 10.0;
    bool resume = false;
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

void expect_enough_users(sim::Scenario const& scenario, core::Ranks const& ranks) {
    if (static_cast<std::size_t>(ranks.count()) > scenario.users) {
        throw core::ConfigError({{{scenario.sources.front().path, 0, 0},
                                  "users",
                                  fmt::format("{} ranks for {} users", ranks.count(),
                                              report::count_text(scenario.users)),
                                  "at least a user a rank",
                                  ""}});
    }
}

template <class Range>
std::size_t size_of(std::vector<Range> const& ranges) {
    std::size_t size = 0;
    for (auto const& range : ranges) {
        size += range.last - range.first;
    }
    return size;
}

/// What a run that was killed has left is gone on with, or stays as it is.
void look_for_parts(sim::Parts const& parts, bool resume) {
    if (resume) {
        return parts.adopt_interrupted();
    }
    auto const ranges = parts.ranges();
    auto const replicates = parts.replicates();
    if (ranges.empty() && replicates.empty()) {
        return;
    }
    auto const held = replicates.empty()
                          ? report::count_text(size_of(ranges)) + " people"
                          : report::count_text(size_of(replicates)) + " replicates of everybody";
    throw core::ConfigError({{{parts.folder(), 0, 0},
                              "",
                              fmt::format("holds {} of a run that did not end", held),
                              "go on with --resume, or begin anew by deleting the folder",
                              ""}});
}

/// What a run needs, once nothing the user wrote stands in its way.
struct Prepared {
    sim::Scenario scenario;
    std::string path;
    std::optional<sim::Claim> claim; ///< of the first rank, on the folder of parts
};

Prepared prepare(RunArguments const& arguments, core::Ranks const& ranks) {
    Prepared prepared{sim::read_scenario(arguments.scenario, overrides_of(arguments)), "", {}};
    auto const& scenario = prepared.scenario;
    prepared.path = output_of(arguments, scenario);
    expect_memory(scenario, arguments.scenario);
    expect_enough_users(scenario, ranks);
    if (arguments.output.empty()) {
        make_default_folder(prepared.path);
    }
    if (!arguments.instruction_set.empty()) {
        core::use(core::instruction_set(arguments.instruction_set));
    }
    if (ranks.first()) {
        sim::Parts const parts(prepared.path);
        prepared.claim.emplace(parts.folder());
        look_for_parts(parts, arguments.resume);
    }
    return prepared;
}

sim::Record live(sim::Scenario const& scenario, RunArguments const& arguments,
                 sim::Parts const& parts, core::Ranks const& ranks) {
    sim::RunOptions options;
    options.threads = arguments.threads;
    options.ranks = &ranks;
    options.parts = &parts;
    options.seconds_between_parts = 60.0 * arguments.checkpoint_minutes;
    std::optional<core::Progress> progress;
    auto const user_days = std::uint64_t{sim::users_left(scenario, options)} *
                           scenario.designs.size() *
                           static_cast<std::uint64_t>(scenario.horizon_days + 1);
    if (!arguments.quiet && ranks.first()) {
        progress.emplace(scenario.name, user_days, "user-days");
    }
    options.progress = progress ? &*progress : nullptr;
    return sim::run(scenario, options);
}

void tell(sim::Record const& record, std::string const& path) {
    if (!sim::is_known(record.kept, agents::Recorded::leaving)) {
        say(fmt::format("Wrote {}. Who left when was not recorded, so there is no comparison.\n",
                        path));
        return;
    }
    print(sim::comparison_table(
        {sim::compare(record, sim::chosen_options({}, record)), {}, {}},
        {.detail = sim::Detail::summary, .width = report::terminal_width(120)}));
    say(fmt::format("\nWrote {}. More of it: holdfast compare {}\n", path, path));
}

/// What is left of an interrupted run, and how to go on with it.
ExitCode tell_interrupted(sim::Parts const& parts, RunArguments const& arguments) {
    if (parts.ranges().empty() && parts.replicates().empty()) {
        throw core::Interrupted();
    }
    say(fmt::format("Interrupted. What was whole is kept in {}; go on with\n"
                    "  holdfast run {} -o {} --resume    (and the same --set and --seed)\n",
                    parts.folder(), arguments.scenario, parts.path()));
    return ExitCode::interrupted;
}

ExitCode finish(sim::Record const& record, std::string const& path, RunArguments const& arguments) {
    if (record.users < record.users_asked) {
        say(fmt::format("Interrupted: {} holds the first {} of {} people, each with all days under "
                        "every design. The others: the same command with --resume.\n",
                        path, report::count_text(record.users),
                        report::count_text(record.users_asked)));
        return ExitCode::interrupted;
    }
    if (!arguments.quiet) {
        tell(record, path);
    }
    return ExitCode::done;
}

ExitCode live_and_write(Prepared const& prepared, RunArguments const& arguments,
                        Invocation const& invocation) {
    auto const& path = prepared.path;
    sim::Parts const parts(path);
    std::optional<sim::Claim> claim;
    if (!invocation.ranks.first()) {
        claim.emplace(sim::Claim::as_another_rank(parts.folder()));
    }
    core::InterruptGuard const guard;
    try {
        auto record = live(prepared.scenario, arguments, parts, invocation.ranks);
        if (!invocation.ranks.first()) {
            return ExitCode::done;
        }
        record.origin.command_line = invocation.command_line;
        sim::write_record(path, record);
        parts.remove();
        return finish(record, path, arguments);
    } catch (core::Interrupted const&) {
        return tell_interrupted(parts, arguments);
    }
}

ExitCode run(RunArguments const& arguments, Invocation const& invocation) {
    auto const& ranks = invocation.ranks;
    auto const prepared = together(ranks, [&] { return prepare(arguments, ranks); });
    return all_or_none(ranks, [&] { return live_and_write(prepared, arguments, invocation); });
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
    command
        ->add_option("--checkpoint", arguments->checkpoint_minutes,
                     "How often what is whole is kept on the way, so that a run that is killed "
                     "can go on; 0: never")
        ->type_name("MINUTES")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
    command->add_flag("--resume", arguments->resume,
                      "Go on with a run that was killed or interrupted, where there is one");
    command->add_flag("-q,--quiet", arguments->quiet, "Neither progress nor the comparison");
    command->footer(
        "Examples:\n  holdfast run scenarios/first-look.yaml --set users=20000 -o small.h5\n"
        "  mpirun -n 4 holdfast run scenarios/first-look.yaml --threads 8 -o shared.h5");
    command->callback([arguments, &invocation] {
        invocation.shared = true;
        invocation.chosen = [arguments, &invocation] { return run(*arguments, invocation); };
    });
}

} // namespace cli
