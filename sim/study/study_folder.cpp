#include "sim/study/study_folder.hpp"

#include "core/mistakes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <optional>

namespace sim {
namespace {

constexpr char const* ending = ".sqlite";

/// Where each output of the plan stands among a shard's; nothing when one is missing.
std::optional<std::vector<std::size_t>> columns_of(StudyPlan const& plan, ShardStudy const& study) {
    std::vector<std::size_t> columns;
    for (auto const& name : plan.measurement().names()) {
        auto const found = std::find(study.outputs.begin(), study.outputs.end(), name);
        if (found == study.outputs.end()) {
            return std::nullopt;
        }
        columns.push_back(static_cast<std::size_t>(found - study.outputs.begin()));
    }
    return columns;
}

std::vector<double> picked(std::vector<double> const& outputs,
                           std::vector<std::size_t> const& columns) {
    std::vector<double> some;
    if (outputs.empty()) {
        return some; // it failed, or they were not read
    }
    for (auto const column : columns) {
        some.push_back(outputs[column]);
    }
    return some;
}

bool same(std::vector<double> const& a, std::vector<double> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) ||
               (std::isnan(x) && std::isnan(y));
    });
}

/// Tells a file that does not belong here.
void expect_ours(ShardReader const& shard, StudyPlan const& plan, core::Mistakes& mistakes) {
    if (shard.study_name() != plan.study().name) {
        mistakes.add({{shard.path(), 0, 0},
                      "",
                      fmt::format("is of another study, \"{}\"", shard.study_name()),
                      fmt::format("only \"{}\" in this folder; another with -o", plan.study().name),
                      ""});
    } else if (shard.version() != results_version()) {
        mistakes.add(
            {{shard.path(), 0, 0},
             "",
             fmt::format("is of Holdfast {}, and this is {}", shard.version(), results_version()),
             "one version in a folder; another folder with -o",
             ""});
    }
}

std::vector<ShardReader> open_shards(StudyFolder const& folder, StudyPlan const& plan) {
    std::vector<ShardReader> shards;
    core::Mistakes mistakes;
    for (auto const& path : folder.shards()) {
        ShardReader shard(path);
        if (!shard.empty()) {
            expect_ours(shard, plan, mistakes);
            shards.push_back(std::move(shard));
        }
    }
    mistakes.throw_if_any();
    return shards;
}

/// Gathers the state of a study, shard by shard.
class Gathering {
public:
    explicit Gathering(StudyPlan const& plan) : plan_(plan), state_(plan) {}

    void add(ShardReader& shard) {
        for (auto const& study : shard.studies()) {
            auto const columns = columns_of(plan_, study);
            if (study.fingerprint == plan_.fingerprint() && columns) {
                shard.read(study, state_.stopping.watches(), [&](RunResult const& result) {
                    auto known = result;
                    known.outputs = picked(result.outputs, *columns);
                    add_current(known);
                });
            } else {
                shard.read(study, columns.has_value(), [&](RunResult const& result) {
                    ++state_.other;
                    if (columns && result.failure.empty()) {
                        auto kept = result;
                        kept.outputs = picked(result.outputs, *columns);
                        state_.reusable.insert(
                            {{kept.fingerprint, kept.run.replicate}, std::move(kept)});
                    }
                });
            }
        }
    }

    [[nodiscard]] StudyState finish() {
        std::erase_if(state_.failures, [&](RunResult const& failure) {
            return state_.has(failure.run, plan_.study().replicates);
        });
        state_.stopping.decide();
        return std::move(state_);
    }

private:
    void add_current(RunResult const& result) {
        auto const replicates = plan_.study().replicates;
        if (result.run.point >= plan_.points().size() || result.run.replicate >= replicates) {
            return; // of a time when more replicates were asked for
        }
        if (!result.failure.empty()) {
            state_.failures.push_back(result);
        } else if (!state_.has(result.run, replicates)) {
            state_.done[result.run.point * replicates + result.run.replicate] = true;
            ++state_.finished;
            state_.seconds += result.seconds;
            state_.stopping.add(result.run, result.outputs);
        }
    }

    StudyPlan const& plan_;
    StudyState state_;
};

[[noreturn]] void complain_of_difference(RunResult const& a, std::string const& path) {
    throw core::ConfigError({{{path, 0, 0},
                              "",
                              fmt::format("point {}, replicate {} differs from what another shard "
                                          "says of it",
                                          a.run.point, a.run.replicate),
                              "the same bits: one of the two is damaged, or of another program",
                              ""}});
}

} // namespace

std::vector<std::string> StudyFolder::shards() const {
    std::vector<std::string> paths;
    std::error_code error;
    std::filesystem::directory_iterator files(path_, error);
    for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
        if (files->path().extension() == ending) {
            paths.push_back(files->path().string());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::string StudyFolder::shard_path(Shard const& shard, std::string const& suffix) const {
    return fmt::format("{}/shard-{}-of-{}{}{}", path_, shard.index + 1, shard.count, suffix,
                       ending);
}

void StudyFolder::make() const {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) {
        throw core::IoError(path_, error.message());
    }
}

StudyState StudyFolder::state(StudyPlan const& plan) const {
    Gathering gathering(plan);
    for (auto& shard : open_shards(*this, plan)) {
        gathering.add(shard);
    }
    return gathering.finish();
}

void StudyFolder::read(StudyPlan const& plan,
                       std::function<void(RunResult const&)> const& take) const {
    auto const replicates = plan.study().replicates;
    auto const stopping = plan.study().until ? state(plan).stopping : Stopping(plan);
    std::vector<std::optional<RunResult>> runs(plan.runs());
    for (auto& shard : open_shards(*this, plan)) {
        for (auto const& study : shard.studies()) {
            auto const columns = columns_of(plan, study);
            if (study.fingerprint != plan.fingerprint() || !columns) {
                continue;
            }
            shard.read(study, true, [&](RunResult const& result) {
                if (result.run.point >= plan.points().size() ||
                    result.run.replicate >= stopping.counting(result.run.point)) {
                    return;
                }
                auto fresh = result;
                if (fresh.failure.empty()) {
                    fresh.outputs = picked(result.outputs, *columns);
                }
                auto& known = runs[result.run.point * replicates + result.run.replicate];
                if (!known || !known->failure.empty()) {
                    known = std::move(fresh);
                } else if (fresh.failure.empty() && !same(known->outputs, fresh.outputs)) {
                    complain_of_difference(fresh, shard.path());
                }
            });
        }
    }
    for (auto const& run : runs) {
        if (run) {
            take(*run);
        }
    }
}

} // namespace sim
