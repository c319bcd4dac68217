#include "cli/output.hpp"
#include "cli/study_commands.hpp"
#include "cli/together.hpp"
#include "core/interrupt.hpp"
#include "core/progress.hpp"
#include "core/ranks.hpp"
#include "study/plan/study_plan.hpp"
#include "study/running/run_study.hpp"
#include "study/running/study_folder.hpp"
#include "study/running/verdict.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cli {
namespace {

struct StudyRunArguments {
    std::string study;
    std::string folder; ///< empty: results/NAME.study
    std::string shard = "1/1";
    int threads = 0;
    bool quiet = false;
};

/// "3/8" as number 2 of 8, counting from 0.
std::optional<study::Shard> shard_in(std::string const& text) {
    study::Shard shard{0, 0};
    auto const* const end = text.data() + text.size();
    auto const index = std::from_chars(text.data(), end, shard.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') {
        return std::nullopt;
    }
    auto const count = std::from_chars(index.ptr + 1, end, shard.count);
    bool const whole = count.ec == std::errc() && count.ptr == end;
    if (!whole || shard.index < 1 || shard.index > shard.count ||
        shard.count > study::most_points) {
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

/// What all ranks did.
study::StudyDone total(study::StudyDone const& here, core::Ranks const& ranks) {
    std::vector<std::int64_t> sums{static_cast<std::int64_t>(here.run),
                                   static_cast<std::int64_t>(here.kept),
                                   static_cast<std::int64_t>(here.failed)};
    ranks.sum(sums);
    return {static_cast<std::uint64_t>(sums[0]), static_cast<std::uint64_t>(sums[1]),
            static_cast<std::uint64_t>(sums[2]), ranks.any(here.interrupted)};
}

/// What a run of a shard needs, once nothing the user wrote stands in its way.
struct PreparedShard {
    std::unique_ptr<study::StudyPlan const> plan;
    study::StudyFolder folder;
    study::Shard shard;
    std::uint64_t missing;
};

PreparedShard prepare_shard(StudyRunArguments const& arguments, core::Ranks const& ranks) {
    auto plan = std::make_unique<study::StudyPlan const>(arguments.study);
    auto folder = study_folder(arguments.folder, *plan);
    auto const state = folder.state(*plan);
    auto const shard = *shard_in(arguments.shard);
    auto const missing = study::missing(*plan, state, shard);
    if (state.finished == 0 && missing > 0) {
        auto const share = core::share_of(plan->points().size(), ranks.rank(), ranks.count());
        look_at_points(*plan, arguments.threads, !arguments.quiet && ranks.first(), share);
    }
    return {std::move(plan), std::move(folder), shard, missing};
}

/// What this rank does of it is its own; what is told of it is of all.
study::StudyDone run_missing(PreparedShard const& prepared, StudyRunArguments const& arguments,
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
    study::StudyOptions options;
    options.threads = arguments.threads;
    options.shard = prepared.shard;
    options.suffix = suffix(ranks);
    options.ranks = &ranks;
    options.ended = [&](study::RunResult const& result) {
        if (progress && !result.failure.empty()) {
            progress->failed(1);
        }
        advance(1);
    };
    options.elsewhere = advance;
    auto const done = total(study::run_study(*prepared.plan, prepared.folder, options), ranks);
    // The last ones of other ranks.
    advance(done.run + done.kept - std::min(shown.load(), done.run + done.kept));
    return done;
}

ExitCode tell_done(study::StudyDone const& done, PreparedShard const& prepared,
                   StudyRunArguments const& arguments) {
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
    std::erase_if(left.failures, [&](study::RunResult const& failure) {
        return !prepared.shard.has(failure.run.point);
    });
    if (done.failed > 0) {
        say(failures_text(left.failures));
    }
    if (done.interrupted) {
        say("Interrupted. What is finished is kept; the same command runs what is missing.\n");
        return ExitCode::interrupted;
    }
    if (!arguments.quiet && study::missing(*prepared.plan, left, {}) == 0) {
        say(study::verdict_text(*prepared.plan, left.stopping));
        say(fmt::format("Nothing is missing. As one table: holdfast study collect {}{}\n",
                        arguments.study, options));
    }
    return done.failed == 0 ? ExitCode::done : ExitCode::failed;
}

ExitCode run(StudyRunArguments const& arguments, core::Ranks const& ranks) {
    core::InterruptGuard const guard;
    auto const prepared = together(ranks, [&] { return prepare_shard(arguments, ranks); });
    return all_or_none(ranks, [&] {
        auto const done = run_missing(prepared, arguments, ranks);
        return ranks.first() ? tell_done(done, prepared, arguments) : ExitCode::done;
    });
}

} // namespace

void add_study_run(CLI::App& study, Invocation& invocation) {
    auto* const command =
        study.add_subcommand("run", "Run what is missing; the same command goes on");
    auto const arguments = std::make_shared<StudyRunArguments>();
    command->add_option("STUDY", arguments->study, "The study (.yaml)")->required();
    // Only this one is for all ranks.
    command->preparse_callback([&invocation](std::size_t) { invocation.shared = true; });
    add_study_folder(*command, "-o,--folder", arguments->folder);
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
    command->callback([arguments, &invocation] {
        invocation.chosen = [arguments, &invocation] { return run(*arguments, invocation.ranks); };
    });
}

} // namespace cli
