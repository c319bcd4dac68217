#include "sim/study/run_study.hpp"

#include "core/interrupt.hpp"
#include "core/parallel.hpp"
#include "sim/engine/run.hpp"
#include "sim/show/run_cost.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sim {
namespace {

/// User-days of a run that is worth all threads: some seconds. Shorter ones side by side leave
/// threads idle for no longer than that at the end.
constexpr std::uint64_t long_run = 100'000'000;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Reads scenarios for one thread, and keeps the last one for its other replicates.
class PointReader {
public:
    explicit PointReader(StudyPlan const& plan) : plan_(plan), variations_(plan.study().scenario) {}

    [[nodiscard]] Variation const& at(std::uint64_t point) {
        if (!last_ || point_ != point) {
            last_.reset();
            last_ = plan_.at(point, variations_);
            point_ = point;
        }
        return *last_;
    }

private:
    StudyPlan const& plan_;
    Variations variations_;
    std::uint64_t point_ = 0;
    std::optional<Variation> last_;
};

/// One process at work at its shard.
class Worker {
public:
    Worker(StudyPlan const& plan, StudyState const& state, StudyOptions const& options,
           ShardWriter& writer)
        : plan_(plan),
          state_(state),
          stopping_(state.stopping),
          options_(options),
          writer_(writer),
          threads_(core::thread_count(options.threads)),
          readers_(static_cast<std::size_t>(threads_)) {}

    StudyDone work() {
        if (stopping_.watches()) {
            for (auto runs = round(); !runs.empty() && !core::interrupted(); runs = round()) {
                attend_all(runs.size(), [&](std::uint64_t i) { return runs[i]; });
            }
        } else {
            std::uint64_t const replicates = plan_.study().replicates;
            auto const& shard = options_.shard;
            attend_all(points_of(shard) * replicates, [&](std::uint64_t i) {
                return StudyRun{shard.index + i / replicates * shard.count,
                                static_cast<std::uint32_t>(i % replicates)};
            });
        }
        done_.interrupted = core::interrupted();
        writer_.finish();
        return done_;
    }

private:
    [[nodiscard]] std::uint64_t points_of(Shard const& shard) const {
        auto const size = plan_.points().size();
        return size <= shard.index ? 0 : (size - shard.index + shard.count - 1) / shard.count;
    }

    /// What `until` wants of this shard, as far as it is known, and has not been run.
    [[nodiscard]] std::vector<StudyRun> round() {
        stopping_.decide();
        std::vector<StudyRun> runs;
        auto const& shard = options_.shard;
        for (auto point = shard.index; point < plan_.points().size(); point += shard.count) {
            for (std::uint32_t r = 0; r < stopping_.wanted(point); ++r) {
                bool const tried = tried_.contains({point, r});
                if (!tried && !state_.has({point, r}, plan_.study().replicates)) {
                    runs.push_back({point, r});
                    tried_.insert({point, r});
                }
            }
        }
        return runs;
    }

    template <class RunAt>
    void attend_all(std::uint64_t count, RunAt const& run_at) {
        core::for_each_block(count, {threads_}, [&](std::size_t block, std::size_t worker) {
            auto const run = run_at(block);
            if (!state_.has(run, plan_.study().replicates)) {
                attend(run, worker);
            }
        });
        std::sort(long_ones_.begin(), long_ones_.end(), [](StudyRun const& a, StudyRun const& b) {
            return std::pair(a.point, a.replicate) < std::pair(b.point, b.replicate);
        });
        for (auto const& run : long_ones_) {
            if (!core::interrupted()) {
                live(run, reader(0).at(run.point), threads_);
            }
        }
        long_ones_.clear();
    }

    [[nodiscard]] PointReader& reader(std::size_t worker) {
        if (!readers_[worker]) {
            readers_[worker].emplace(plan_);
        }
        return *readers_[worker];
    }

    void attend(StudyRun run, std::size_t worker) {
        Variation const* varied = nullptr;
        try {
            varied = &reader(worker).at(run.point);
        } catch (core::ConfigError const& error) {
            keep({run, {}, 0.0, error.what(), {}});
            return;
        }
        auto const known = state_.reusable.find({varied->fingerprint, run.replicate});
        if (known != state_.reusable.end()) {
            keep_known(run, known->second);
        } else if (cost_of(varied->scenario).user_days >= long_run && threads_ > 1) {
            std::lock_guard const guard(mutex_);
            long_ones_.push_back(run);
        } else {
            live(run, *varied, 1);
        }
    }

    void live(StudyRun run, Variation const& varied, int threads) {
        RunResult result{run, varied.fingerprint, 0.0, {}, {}};
        auto const begun = now();
        try {
            auto scenario = varied.scenario;
            scenario.replicate += run.replicate;
            RunOptions options;
            options.threads = threads;
            auto const record = sim::run(scenario, options);
            if (record.users < record.users_asked) {
                return; // interrupted
            }
            result.outputs = plan_.measurement().of(record);
        } catch (core::Interrupted const&) {
            return;
        } catch (std::bad_alloc const&) {
            result.failure = "there is not enough memory";
        } catch (std::exception const& error) {
            result.failure = error.what();
        }
        if (core::interrupted()) {
            return; // what measures may have stopped half-way
        }
        result.seconds = now() - begun;
        keep(result);
    }

    void keep(RunResult const& result) {
        writer_.add(result);
        std::lock_guard const guard(mutex_);
        ++done_.run;
        stopping_.add(result.run, result.outputs);
        done_.failed += result.failure.empty() ? 0U : 1U;
        options_.ended(result);
    }

    void keep_known(StudyRun run, RunResult result) {
        result.run = run;
        writer_.add(result);
        std::lock_guard const guard(mutex_);
        ++done_.kept;
        stopping_.add(result.run, result.outputs);
        options_.ended(result);
    }

    StudyPlan const& plan_;
    StudyState const& state_;
    Stopping stopping_;
    StudyOptions const& options_;
    ShardWriter& writer_;
    int threads_;
    std::vector<std::optional<PointReader>> readers_; ///< shape (threads)
    std::mutex mutex_;                                ///< of what follows
    std::vector<StudyRun> long_ones_;
    std::set<std::pair<std::uint64_t, std::uint32_t>> tried_; ///< with `until`, failed ones too
    StudyDone done_;
};

} // namespace

std::uint64_t missing(StudyPlan const& plan, StudyState const& state, Shard const& shard) {
    std::uint64_t missing = 0;
    auto const replicates = plan.study().replicates;
    for (auto point = shard.index; point < plan.points().size(); point += shard.count) {
        for (std::uint32_t r = 0; r < state.stopping.wanted(point); ++r) {
            missing += state.has({point, r}, replicates) ? 0U : 1U;
        }
    }
    return missing;
}

StudyDone run_study(StudyPlan const& plan, StudyState const& state, StudyFolder const& folder,
                    StudyOptions const& options) {
    folder.make();
    ShardWriter writer(folder.shard_path(options.shard, options.suffix), plan);
    return Worker(plan, state, options, writer).work();
}

} // namespace sim
