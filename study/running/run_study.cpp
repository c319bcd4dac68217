#include "study/running/run_study.hpp"

#include "core/interrupt.hpp"
#include "core/parallel.hpp"
#include "core/ranks.hpp"
#include "core/stopwatch.hpp"
#include "sim/engine/run.hpp"
#include "sim/engine/run_cost.hpp"
#include "study/running/turns.hpp"

#include <algorithm>
#include <bit>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace study {
namespace {

/// User-days of a run that is worth all threads: some seconds. Shorter ones side by side leave
/// threads idle for no longer than that at the end.
constexpr std::uint64_t long_run = 100'000'000;

/// Reads scenarios for one thread, and keeps the last one for its other replicates.
class PointReader {
public:
    explicit PointReader(StudyPlan const& plan) : plan_(plan), variations_(plan.study().scenario) {}

    [[nodiscard]] sim::Variation const& at(std::uint64_t point) {
        if (!last_ || point_ != point) {
            last_.reset();
            last_ = plan_.at(point, variations_);
            point_ = point;
        }
        return *last_;
    }

private:
    StudyPlan const& plan_;
    sim::Variations variations_;
    std::uint64_t point_ = 0;
    std::optional<sim::Variation> last_;
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
        if (!options_.only.empty()) {
            attend_all(options_.only.size(), [&](std::uint64_t i) { return options_.only[i]; });
        } else if (stopping_.watches()) {
            for (auto runs = round(); !runs.empty() && !interrupted_anywhere(); runs = round()) {
                attend_all(runs.size(), [&](std::uint64_t i) { return run_of(runs[i]); });
                hear_of_others();
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
        return done_;
    }

private:
    [[nodiscard]] std::uint64_t points_of(Shard const& shard) const {
        auto const size = plan_.points().size();
        return size <= shard.index ? 0 : (size - shard.index + shard.count - 1) / shard.count;
    }

    [[nodiscard]] std::uint64_t number_of(StudyRun const& run) const {
        return run.point * plan_.study().replicates + run.replicate;
    }
    [[nodiscard]] StudyRun run_of(std::uint64_t number) const {
        auto const replicates = plan_.study().replicates;
        return {number / replicates, static_cast<std::uint32_t>(number % replicates)};
    }

    /// What `until` wants of this shard, as far as it is known, and has not been run: numbers of
    /// runs. All ranks go by what the first one knows, should they have found different things.
    [[nodiscard]] std::vector<std::uint64_t> round() {
        stopping_.decide();
        std::vector<std::uint64_t> runs;
        auto const& shard = options_.shard;
        for (auto point = shard.index; point < plan_.points().size(); point += shard.count) {
            for (std::uint32_t r = 0; r < stopping_.wanted(point); ++r) {
                auto const run = number_of({point, r});
                if (!tried_.contains(run) && !state_.done[run]) {
                    runs.push_back(run);
                }
            }
        }
        runs = options_.ranks == nullptr ? runs : options_.ranks->as_first(std::move(runs));
        tried_.insert(runs.begin(), runs.end());
        return runs;
    }

    [[nodiscard]] bool interrupted_anywhere() const {
        return options_.ranks == nullptr ? core::interrupted()
                                         : options_.ranks->any(core::interrupted());
    }

    /// The runs that are worth one thread each side by side, then the long ones.
    template <class RunAt>
    void attend_all(std::uint64_t count, RunAt const& run_at) {
        take_turns(count, threads_, [&](std::uint64_t i, std::size_t worker) {
            auto const run = run_at(i);
            if (!state_.has(run, plan_.study().replicates)) {
                attend(run, worker);
            }
        });
        auto const runs = long_ones();
        take_turns(runs.size(), 1, [&](std::uint64_t i, std::size_t worker) {
            auto const run = run_of(runs[i]);
            live(run, reader(worker).at(run.point), threads_);
        });
    }

    /// Does each of 0 .. count - 1 once on one thread of one rank, and waits for all ranks.
    template <class Do>
    void take_turns(std::uint64_t count, int threads, Do const& do_one) {
        Turns turns(options_.ranks, count, threads, options_.elsewhere);
        turns_ = &turns;
        auto const take = [&](std::size_t asked, std::size_t worker) {
            auto const turn = turns.take(asked);
            for (auto i = turn.first; i < turn.last && !core::interrupted(); ++i) {
                do_one(i, worker);
            }
        };
        if (threads > 1 || threads_ == 1) {
            core::for_each_block(turns.most(), {threads}, take);
        } else { // not inside a loop, so that each may have all threads
            for (std::size_t asked = 0; asked < turns.most() && !core::interrupted(); ++asked) {
                take(asked, 0);
            }
        }
        writer_.finish(); // what is finished is kept before this rank waits for others
    }

    /// Of all ranks, in order.
    [[nodiscard]] std::vector<std::uint64_t> long_ones() {
        auto runs = options_.ranks == nullptr ? long_ones_ : options_.ranks->joined(long_ones_);
        long_ones_.clear();
        std::sort(runs.begin(), runs.end());
        return runs;
    }

    /// Of what `until` must know, when others have run it: point, replicate, how many outputs, and
    /// the bits of each.
    void keep_for_others(RunResult const& result) {
        if (options_.ranks == nullptr || !stopping_.watches()) {
            return;
        }
        told_.insert(told_.end(), {result.run.point, result.run.replicate, result.outputs.size()});
        for (double const x : result.outputs) {
            told_.push_back(std::bit_cast<std::uint64_t>(x));
        }
    }

    /// All ranks know the same at the beginning of a round, and so decide the same.
    void hear_of_others() {
        if (options_.ranks == nullptr) {
            return;
        }
        auto const heard = options_.ranks->joined(told_);
        told_.clear();
        for (std::size_t i = 0; i < heard.size();) {
            StudyRun const run{heard[i], static_cast<std::uint32_t>(heard[i + 1])};
            std::vector<double> outputs(heard[i + 2]);
            i += 3;
            for (auto& x : outputs) {
                x = std::bit_cast<double>(heard[i++]);
            }
            stopping_.add(run, outputs);
        }
    }

    [[nodiscard]] PointReader& reader(std::size_t worker) {
        if (!readers_[worker]) {
            readers_[worker].emplace(plan_);
        }
        return *readers_[worker];
    }

    void attend(StudyRun run, std::size_t worker) {
        sim::Variation const* varied = nullptr;
        try {
            varied = &reader(worker).at(run.point);
        } catch (core::ConfigError const& error) {
            keep({run, {}, 0.0, error.what(), {}});
            return;
        }
        auto const known = state_.reusable.find({varied->fingerprint, run.replicate});
        if (known != state_.reusable.end()) {
            keep_known(run, known->second);
        } else if (sim::cost_of(varied->scenario).user_days >= long_run && threads_ > 1) {
            std::lock_guard const guard(mutex_);
            long_ones_.push_back(number_of(run));
        } else {
            live(run, *varied, 1);
        }
    }

    void live(StudyRun run, sim::Variation const& varied, int threads) {
        RunResult result{run, varied.fingerprint, 0.0, {}, {}};
        core::Stopwatch const watch;
        try {
            auto scenario = varied.scenario;
            scenario.replicate += run.replicate;
            sim::RunOptions options;
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
        result.seconds = watch.seconds() * threads;
        keep(result);
    }

    void keep(RunResult const& result) {
        writer_.add(result);
        std::lock_guard const guard(mutex_);
        ++done_.run;
        stopping_.add(result.run, result.outputs);
        done_.failed += result.failure.empty() ? 0U : 1U;
        keep_for_others(result);
        turns_->ended(1);
        options_.ended(result);
    }

    void keep_known(StudyRun run, RunResult result) {
        result.run = run;
        writer_.add(result);
        std::lock_guard const guard(mutex_);
        ++done_.kept;
        stopping_.add(result.run, result.outputs);
        keep_for_others(result);
        turns_->ended(1);
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
    std::vector<std::uint64_t> long_ones_;            ///< numbers of runs, replicates fastest
    std::vector<std::uint64_t> told_;                 ///< see keep_for_others()
    Turns* turns_ = nullptr;
    std::set<std::uint64_t> tried_; ///< with `until`, failed ones too
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

StudyDone run_study(study::StudyPlan const& plan, study::StudyFolder const& folder,
                    study::StudyOptions const& options) {
    folder.make();
    study::ShardWriter writer(folder.shard_path(options.shard, options.suffix), plan);
    auto const state = folder.state(plan); // now that nobody else adds to the shard
    return Worker(plan, state, options, writer).work();
}

} // namespace study
