#include "study/running/study_folder.hpp"

#include "core/mistakes.hpp"
#include "study/running/slice.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

namespace study {
namespace {

constexpr char const* ending = ".sqlite";

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

/// All points that a study may have.
constexpr PointRange all_points{0, most_points};

/// Gathers the state of a study, shard by shard.
class Gathering {
public:
    explicit Gathering(StudyPlan const& plan) : plan_(plan), state_(plan) {}

    void add(ShardReader& shard) {
        for (auto const& study : shard.studies()) {
            auto const columns = study.columns_of(plan_.measurement().names());
            if (study.fingerprint == plan_.fingerprint() && columns) {
                auto const watched =
                    state_.stopping.watches() ? *columns : std::vector<std::size_t>();
                shard.read(study, all_points, watched,
                           [&](RunResult const& result) { add_current(result); });
            } else {
                shard.read(study, all_points, columns.value_or(std::vector<std::size_t>()),
                           [&](RunResult const& result) {
                               ++state_.other;
                               if (columns && result.failure.empty()) {
                                   state_.reusable.insert(
                                       {{result.fingerprint, result.run.replicate}, result});
                               }
                           });
            }
        }
    }

    [[nodiscard]] StudyState finish() {
        for (auto& [number, failure] : failures_) {
            if (!state_.done[number]) {
                state_.stopping.add(failure.run, {}); // a run without a number, not one to wait for
                state_.failures.push_back(std::move(failure));
            }
        }
        state_.stopping.decide();
        return std::move(state_);
    }

private:
    void add_current(RunResult const& result) {
        auto const replicates = plan_.study().replicates;
        if (result.run.point >= plan_.points().size() || result.run.replicate >= replicates) {
            return; // of a time when more replicates were asked for
        }
        auto const number = result.run.point * replicates + result.run.replicate;
        if (!result.failure.empty()) {
            failures_[number] = result;
        } else if (!state_.done[number]) {
            state_.done[number] = true;
            ++state_.finished;
            state_.seconds += result.seconds;
            state_.stopping.add(result.run, result.outputs);
        }
    }

    StudyPlan const& plan_;
    StudyState state_;
    std::map<std::uint64_t, RunResult> failures_; ///< by number of the run, replicates fastest
};

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
    if (error && error != std::errc::no_such_file_or_directory) {
        throw core::IoError(path_, error.message());
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

void StudyFolder::for_each_shard(StudyPlan const& plan,
                                 std::function<void(ShardReader&)> const& act) const {
    core::Mistakes mistakes;
    for (auto const& path : shards()) {
        try {
            ShardReader shard(path);
            if (shard.empty()) {
                continue;
            }
            expect_ours(shard, plan, mistakes);
            if (mistakes.empty()) {
                act(shard);
            }
        } catch (core::DamagedError const& error) {
            throw core::IoError(path, error.reason() + "; once it is moved away, the same command "
                                                       "runs again what it had");
        }
    }
    mistakes.throw_if_any();
}

StudyState StudyFolder::state(StudyPlan const& plan) const {
    Gathering gathering(plan);
    for_each_shard(plan, [&](ShardReader& shard) { gathering.add(shard); });
    return gathering.finish();
}

void StudyFolder::read(StudyPlan const& plan, Stopping const& stopping,
                       std::function<void(RunResult const&)> const& take) const {
    auto const step = Slice::most_points(plan);
    auto const size = plan.points().size();
    for (std::uint64_t first = 0; first < size; first += step) {
        Slice slice(plan, stopping, {first, std::min(size, first + step)});
        for_each_shard(plan, [&](ShardReader& shard) { slice.add(shard); });
        slice.tell(take);
    }
}

} // namespace study
