#include "core/interrupt.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "core/ranks.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/study_commands.hpp"
#include "sim/cli/together.hpp"
#include "sim/cli/writable.hpp"
#include "sim/report/estimate_text.hpp"
#include "sim/report/text_table.hpp"
#include "sim/study/collect.hpp"
#include "sim/study/run_study.hpp"
#include "sim/study/study_folder.hpp"
#include "sim/study/study_plan.hpp"
#include "sim/study/valid_points.hpp"
#include "sim/study/verdict.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cli {
namespace {

struct StudyArguments {
    std::string study;
    std::string folder; ///< empty: results/NAME.study
    std::string output; ///< empty: results/NAME
    std::string shard = "1/1";
    std::string format = "table";
    int threads = 0;
    bool partial = false;
    bool quiet = false;
};

/// "3/8" as number 2 of 8, counting from 0.
std::optional<sim::Shard> shard_in(std::string const& text) {
    sim::Shard shard{0, 0};
    auto const* const end = text.data() + text.size();
    auto const index = std::from_chars(text.data(), end, shard.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') {
        return std::nullopt;
    }
    auto const count = std::from_chars(index.ptr + 1, end, shard.count);
    bool const whole = count.ec == std::errc() && count.ptr == end;
    if (!whole || shard.index < 1 || shard.index > shard.count) {
        return std::nullopt;
    }
    --shard.index;
    return shard;
}

std::string is_shard(std::string const& text) {
    return shard_in(text) ? std::string()
                          : text + " is no shard: 3/8 is the third of eight, 1/8 the first";
}

/// Of this process's file. Slurm starts a task anew when its node is lost, while the old one may go
/// on: each attempt has a file of its own; and so has each rank.
std::string suffix(core::Ranks const& ranks) {
    char const* const restarts = std::getenv("SLURM_RESTART_COUNT");
    std::string text;
    if (restarts != nullptr && std::string_view(restarts) != "0") {
        text += fmt::format(".attempt-{}", std::atoi(restarts) + 1);
    }
    if (ranks.count() > 1) {
        text += fmt::format(".rank-{}", ranks.rank());
    }
    return text;
}

std::string runs_text(std::uint64_t runs) {
    return fmt::format("{} run{}", sim::count_text(runs), runs == 1 ? "" : "s");
}

/// The first few failures, and how many more there are.
std::string failures_text(std::vector<sim::RunResult> const& failures) {
    constexpr std::size_t shown = 10;
    std::string text = fmt::format("{} failed:\n", runs_text(failures.size()));
    for (std::size_t i = 0; i < std::min(shown, failures.size()); ++i) {
        auto const& [run, fingerprint, seconds, failure, outputs] = failures[i];
        text += fmt::format("  point {}, replicate {}: {}\n", run.point, run.replicate, failure);
    }
    if (failures.size() > shown) {
        text += fmt::format("  ... and {} more\n", failures.size() - shown);
    }
    return text;
}

/// Each rank looks at its share of them.
void look_at_points(sim::StudyPlan const& plan, StudyArguments const& arguments,
                    core::Ranks const& ranks) {
    auto const share = core::share_of(plan.points().size(), ranks.rank(), ranks.count());
    std::optional<core::Progress> progress;
    if (!arguments.quiet && ranks.first()) {
        progress.emplace("checking", share.last - share.first, "points");
    }
    constexpr std::size_t most_mistakes = 20;
    sim::expect_valid_points(
        plan, arguments.threads,
        [&] {
            if (progress) {
                progress->advance(1);
            }
        },
        most_mistakes, share);
}

/// What all ranks did.
sim::StudyDone total(sim::StudyDone const& here, core::Ranks const& ranks) {
    std::vector<std::int64_t> sums{static_cast<std::int64_t>(here.run),
                                   static_cast<std::int64_t>(here.kept),
                                   static_cast<std::int64_t>(here.failed)};
    ranks.sum(sums);
    return {static_cast<std::uint64_t>(sums[0]), static_cast<std::uint64_t>(sums[1]),
            static_cast<std::uint64_t>(sums[2]), ranks.any(here.interrupted)};
}

/// What a run of a shard needs, once nothing the user wrote stands in its way.
struct Prepared {
    std::unique_ptr<sim::StudyPlan const> plan; ///< where it is, for the state points there
    sim::StudyFolder folder;
    sim::StudyState state;
    sim::Shard shard;
    std::uint64_t missing;
};

Prepared prepare(StudyArguments const& arguments, core::Ranks const& ranks) {
    auto plan = std::make_unique<sim::StudyPlan const>(arguments.study);
    auto folder = study_folder(arguments.folder, *plan);
    auto state = folder.state(*plan);
    auto const shard = *shard_in(arguments.shard);
    auto const missing = sim::missing(*plan, state, shard);
    if (state.finished == 0 && missing > 0) {
        look_at_points(*plan, arguments, ranks);
    }
    return {std::move(plan), std::move(folder), std::move(state), shard, missing};
}

/// What this rank does of it is its own; what is told of it is of all.
sim::StudyDone run_missing(Prepared const& prepared, StudyArguments const& arguments,
                           core::Ranks const& ranks) {
    std::optional<core::Progress> progress;
    if (!arguments.quiet && prepared.missing > 0 && ranks.first()) {
        progress.emplace(prepared.plan->study().name, prepared.missing, "runs");
    }
    std::atomic<std::uint64_t> shown{0};
    auto const advance = [&](std::uint64_t runs) {
        shown += runs;
        if (progress) {
            progress->advance(runs);
        }
    };
    sim::StudyOptions options;
    options.threads = arguments.threads;
    options.shard = prepared.shard;
    options.suffix = suffix(ranks);
    options.ranks = &ranks;
    options.ended = [&](sim::RunResult const& result) {
        if (progress && !result.failure.empty()) {
            progress->failed(1);
        }
        advance(1);
    };
    options.elsewhere = advance;
    auto const done =
        total(sim::run_study(*prepared.plan, prepared.state, prepared.folder, options), ranks);
    // The last ones of other ranks.
    advance(done.run + done.kept - std::min(shown.load(), done.run + done.kept));
    return done;
}

ExitCode tell_done(sim::StudyDone const& done, Prepared const& prepared,
                   StudyArguments const& arguments) {
    auto const& folder = prepared.folder;
    auto const options =
        arguments.folder.empty() ? std::string() : fmt::format(" -o {}", folder.path());
    if (!arguments.quiet) {
        say(fmt::format("{} in {}{}.\n", runs_text(done.run), folder.path(),
                        done.kept == 0 ? ""
                                       : fmt::format(", and {} kept from before the study was "
                                                     "changed",
                                                     done.kept)));
    }
    auto left = folder.state(*prepared.plan);
    std::erase_if(left.failures, [&](sim::RunResult const& failure) {
        return !prepared.shard.has(failure.run.point);
    });
    if (done.failed > 0) {
        say(failures_text(left.failures));
    }
    if (done.interrupted) {
        say("Interrupted. What is finished is kept; the same command runs what is missing.\n");
        return ExitCode::interrupted;
    }
    if (!arguments.quiet && sim::missing(*prepared.plan, left, {}) == 0) {
        say(sim::verdict_text(*prepared.plan, left.stopping));
        say(fmt::format("Nothing is missing. As one table: holdfast study collect {}{}\n",
                        arguments.study, options));
    }
    return done.failed == 0 ? ExitCode::done : ExitCode::failed;
}

ExitCode run(StudyArguments const& arguments, core::Ranks const& ranks) {
    core::InterruptGuard const guard;
    auto const prepared = together(ranks, [&] { return prepare(arguments, ranks); });
    return all_or_none(ranks, [&] {
        auto const done = run_missing(prepared, arguments, ranks);
        return ranks.first() ? tell_done(done, prepared, arguments) : ExitCode::done;
    });
}

ExitCode plan_points(StudyArguments const& arguments) {
    sim::StudyPlan const plan(arguments.study);
    auto const& points = plan.points();
    if (arguments.format == "csv") {
        std::string text = "point";
        for (auto const& factor : plan.study().factors) {
            text += "," + factor.name;
        }
        text += "\n";
        for (std::uint64_t point = 0; point < points.size(); ++point) {
            text += fmt::format("{}", point);
            for (auto const& value : points.values(point)) {
                text += "," + value;
            }
            text += "\n";
        }
        print(text);
        return ExitCode::done;
    }
    constexpr std::uint64_t shown = 20;
    constexpr std::size_t most_columns = 12;
    std::vector<sim::TextTable::Column> columns{{"point", sim::Align::right}};
    for (auto const& factor : plan.study().factors) {
        columns.push_back({factor.name, sim::Align::right});
    }
    bool const narrow = columns.size() <= most_columns;
    columns.resize(std::min(columns.size(), most_columns));
    sim::TextTable table(columns);
    for (std::uint64_t point = 0; point < std::min(points.size(), shown); ++point) {
        auto cells = points.values(point);
        cells.insert(cells.begin(), fmt::format("{}", point));
        cells.resize(columns.size());
        table.add_row(std::move(cells));
    }
    print(fmt::format(
        "{}: {} points, {} each: {}\n\n{}{}", plan.study().name, sim::count_text(points.size()),
        plan.study().replicates == 1 ? "1 replicate"
                                     : fmt::format("{} replicates", plan.study().replicates),
        runs_text(plan.runs()), table.str(sim::terminal_width()),
        points.size() > shown || !narrow ? "\nAll of it: --format csv\n" : ""));
    return ExitCode::done;
}

ExitCode status(StudyArguments const& arguments) {
    sim::StudyPlan const plan(arguments.study);
    auto const folder = study_folder(arguments.folder, plan);
    auto const state = folder.state(plan);
    auto const missing = sim::missing(plan, state, {});
    std::string text = fmt::format(
        "{}: {} of {}{} finished, {} failed, {} missing\n", plan.study().name,
        sim::count_text(state.finished), state.stopping.watches() ? "at most " : "",
        runs_text(plan.runs()), state.failures.size(),
        sim::count_text(missing - std::min<std::uint64_t>(missing, state.failures.size())));
    if (state.finished > 0 && missing > 0) {
        double const each = state.seconds / static_cast<double>(state.finished);
        text += fmt::format("A run takes {:.3g} s on one core: what is left, {} on one core.\n",
                            each, core::short_duration(each * static_cast<double>(missing)));
    }
    text += sim::verdict_text(plan, state.stopping);
    if (state.other > 0) {
        text += fmt::format("{} of an earlier form of the study; those that are as they would be "
                            "now are kept when it is run.\n",
                            runs_text(state.other));
    }
    for (auto const& path : folder.shards()) {
        if (auto const holder = core::FileLock::held_by(path + ".lock"); !holder.empty()) {
            text += fmt::format("At work: {} ({})\n", path, holder);
        }
    }
    if (!state.failures.empty()) {
        text += failures_text(state.failures);
    }
    print(text);
    return ExitCode::done;
}

ExitCode collect(StudyArguments const& arguments) {
    sim::StudyPlan const plan(arguments.study);
    auto const folder = study_folder(arguments.folder, plan);
    auto const stem = arguments.output.empty() ? "results/" + plan.study().name : arguments.output;
    expect_writable(stem + ".h5");
    expect_writable(stem + ".csv");
    auto const collected = sim::collect(plan, folder, stem, arguments.partial);
    auto const runs = runs_text(collected.missing + collected.rows);
    if (collected.missing > 0 && !arguments.partial) {
        say(fmt::format(
            "{} of {} are missing, so nothing was written. Run them: holdfast study run "
            "{}{}. Without them: --partial.\n",
            sim::count_text(collected.missing), runs, arguments.study,
            arguments.folder.empty() ? "" : " -o " + folder.path()));
        return ExitCode::failed;
    }
    print(fmt::format("Wrote {0}.h5 and {0}.csv: {1} of {2}{3}\ndigest {4}\n", stem,
                      sim::count_text(collected.rows), runs,
                      collected.failed == 0 ? ""
                                            : fmt::format(", {} of them failed and have no outputs",
                                                          collected.failed),
                      collected.digest));
    return collected.failed == 0 && collected.missing == 0 ? ExitCode::done : ExitCode::failed;
}

using Act = std::function<ExitCode(StudyArguments const&)>;

CLI::App* add(CLI::App& study, char const* name, char const* describes, Act const& act,
              std::shared_ptr<StudyArguments> const& arguments, Invocation& invocation) {
    auto* const command = study.add_subcommand(name, describes);
    command->add_option("STUDY", arguments->study, "The study (.yaml)")->required();
    command->callback([act, arguments, &invocation] {
        invocation.chosen = [act, arguments] { return act(*arguments); };
    });
    return command;
}

void add_folder(CLI::App& command, StudyArguments& arguments, char const* option) {
    command.add_option(option, arguments.folder,
                       "Folder of the shards' files; default: results/NAME.study");
}

} // namespace

void add_study(CLI::App& app, Invocation& invocation) {
    auto* const study = app.add_subcommand("study", "Run one scenario at many points");
    study->require_subcommand(1);
    study->footer("Example:\n"
                  "  holdfast check scenarios/studies/voice-by-intent.yaml\n"
                  "  holdfast study run scenarios/studies/voice-by-intent.yaml\n"
                  "  holdfast study report scenarios/studies/voice-by-intent.yaml");
    auto const arguments = std::make_shared<StudyArguments>();

    // Only this one is for all ranks.
    auto const run_here = [&invocation](StudyArguments const& given) {
        return run(given, invocation.ranks);
    };
    auto* command = add(*study, "run", "Run what is missing; the same command goes on", run_here,
                        arguments, invocation);
    command->preparse_callback([&invocation](std::size_t) { invocation.shared = true; });
    add_folder(*command, *arguments, "-o,--folder");
    command
        ->add_option("--shard", arguments->shard,
                     "Only every N-th point, from the I-th on: for one of N tasks on a cluster")
        ->type_name("I/N")
        ->capture_default_str()
        ->check(is_shard);
    command->add_option("--threads", arguments->threads, "0: as many as the machine has")
        ->capture_default_str()
        ->check(CLI::Range(0, 4096));
    command->add_flag("-q,--quiet", arguments->quiet, "Neither progress nor a summary");
    command->footer("Examples:\n  holdfast study run scenarios/studies/voice-by-intent.yaml\n"
                    "  holdfast study run scenarios/studies/voice-by-intent.yaml --shard 3/8\n"
                    "  mpirun -n 4 holdfast study run scenarios/studies/voice-by-intent.yaml");

    command = add(*study, "plan", "List the points", plan_points, arguments, invocation);
    command->add_option("--format", arguments->format, "table or csv")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv"}));
    command->footer(
        "Example:\n  holdfast study plan scenarios/studies/voice-by-intent.yaml --format csv");

    command = add(*study, "status", "Say how far it is, also while it runs", status, arguments,
                  invocation);
    add_folder(*command, *arguments, "-o,--folder");
    command->footer("Example:\n  holdfast study status scenarios/studies/voice-by-intent.yaml");

    command = add(*study, "collect", "Write all runs as one table: HDF5 and CSV", collect,
                  arguments, invocation);
    add_folder(*command, *arguments, "--folder");
    command->add_option("-o,--output", arguments->output,
                        "Stem of the two files; default: results/NAME");
    command->add_flag("--partial", arguments->partial, "Also where runs are missing");
    command->footer("Example:\n  holdfast study collect scenarios/studies/voice-by-intent.yaml");

    add_study_report(*study, invocation);
    add_study_slurm(*study, invocation);
}

} // namespace cli
