#include "cli/study_commands.hpp"

#include "core/progress.hpp"
#include "report/text/estimate_text.hpp"
#include "study/plan/valid_points.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace cli {

void add_study_folder(CLI::App& command, char const* option, std::string& folder) {
    command.add_option(option, folder, "Folder of the shards' files; default: results/NAME.study");
}

study::StudyFolder study_folder(std::string const& named, study::StudyPlan const& plan) {
    return study::StudyFolder(named.empty() ? fmt::format("results/{}.study", plan.study().name)
                                            : named);
}

void look_at_points(study::StudyPlan const& plan, int threads, bool show,
                    core::Share const& share) {
    constexpr std::size_t many = 1000;
    constexpr std::size_t most_mistakes = 20;
    std::optional<core::Progress> progress;
    if (show && share.last - share.first > many) {
        progress.emplace("checking", share.last - share.first, "points");
    }
    auto const each = [&] {
        if (progress) {
            progress->advance(1);
        }
    };
    study::expect_valid_points(plan, threads, each, most_mistakes, share);
}

std::string runs_text(std::uint64_t runs) {
    return fmt::format("{} run{}", report::count_text(runs), runs == 1 ? "" : "s");
}

std::string failures_text(std::vector<study::RunResult> const& failures) {
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

} // namespace cli
