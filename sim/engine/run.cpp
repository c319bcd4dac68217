#include "sim/engine/run.hpp"

#include "core/mistakes.hpp"
#include "core/parallel.hpp"
#include "core/ranks.hpp"
#include "core/stopwatch.hpp"
#include "sim/checkpoint/parts.hpp"
#include "sim/engine/blank_record.hpp"
#include "sim/engine/block_by_block.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/engine/keeper.hpp"
#include "sim/engine/peers_run.hpp"
#include "sim/engine/record_parcel.hpp"
#include "sim/engine/replicates_run.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace sim {
namespace {

int rank_of(RunOptions const& options) {
    return options.ranks == nullptr ? 0 : options.ranks->rank();
}
int ranks_of(RunOptions const& options) {
    return options.ranks == nullptr ? 1 : options.ranks->count();
}

/// The share of a rank in users who are in several ranges.
std::vector<UserRange> share_of(std::vector<UserRange> const& ranges, int rank, int ranks) {
    std::size_t users = 0;
    for (auto const& range : ranges) {
        users += range.size();
    }
    auto const share = core::share_of(users, rank, ranks);
    std::vector<UserRange> mine;
    std::size_t before = 0; // users of the ranges that went before
    for (auto const& range : ranges) {
        std::size_t const first = std::max(share.first, before);
        std::size_t const last = std::min(share.last, before + range.size());
        if (first < last) {
            mine.push_back({range.first + first - before, range.first + last - before});
        }
        before += range.size();
    }
    return mine;
}

/// Those who are in no part; as the first rank sees it, so that all go by the same.
std::vector<UserRange> left_over(Scenario const& scenario, RunOptions const& options) {
    auto left = gaps(options.parts == nullptr ? std::vector<UserRange>() : options.parts->ranges(),
                     scenario.users);
    if (options.ranks == nullptr) {
        return left;
    }
    std::vector<std::uint64_t> ends;
    for (auto const& range : left) {
        ends.insert(ends.end(), {range.first, range.last});
    }
    ends = options.ranks->as_first(std::move(ends));
    left.clear();
    for (std::size_t n = 0; n < ends.size(); n += 2) {
        left.push_back({ends[n], ends[n + 1]});
    }
    return left;
}

/// The users that a keeper must have room for: on the first rank everybody.
UserRange room_for(std::vector<UserRange> const& mine, std::size_t users, int rank) {
    if (rank == 0) {
        return {0, users};
    }
    return mine.empty() ? UserRange{} : UserRange{mine.front().first, mine.back().last};
}

/// What one rank does of a run.
class RankOfRun {
public:
    RankOfRun(Scenario const& scenario, RunOptions const& options)
        : scenario_(scenario),
          options_(options),
          compiled_(scenario),
          left_(left_over(scenario, options)),
          mine_(share_of(left_, rank_of(options), ranks_of(options))),
          threads_(core::thread_count(options.threads)),
          keeper_(compiled_, room_for(mine_, scenario.users, rank_of(options)),
                  static_cast<std::size_t>(threads_)) {}

    [[nodiscard]] Record live() {
        core::Stopwatch const watch;
        read_parts();
        bool whole = std::all_of(mine_.begin(), mine_.end(),
                                 [&](UserRange const& users) { return live_range(users); });
        if (options_.ranks != nullptr) {
            whole = !options_.ranks->any(!whole);
        }
        Record record = whole ? gathered() : first_ones();
        record.origin.threads = threads_;
        record.origin.wall_seconds = watch.seconds();
        return record;
    }

private:
    /// Before any rank writes another one: those would be taken twice.
    void read_parts() {
        if (options_.parts != nullptr && rank_of(options_) == 0) {
            options_.parts->read(
                scenario_, [&](UserRange users, Record const& part) { keeper_.keep(users, part); });
        }
        if (options_.ranks != nullptr) {
            static_cast<void>(options_.ranks->any(false));
        }
    }

    /// Whether all of them have lived. Those who have, and are in no part, are `unsaved_` then.
    bool live_range(UserRange range) {
        save(); // a part holds neighbours
        unsaved_ = {range.first, range.first};
        Blocks const blocks{threads_,
                            options_.block_users > 0 ? options_.block_users
                                                     : usual_block(range.size(), threads_),
                            options_.progress};
        std::size_t stretch = options_.seconds_between_parts > 0.0
                                  ? blocks.users * static_cast<std::size_t>(threads_)
                                  : range.size();
        while (unsaved_.last < range.last) {
            core::Stopwatch const watch;
            UserRange const next{unsaved_.last, std::min(unsaved_.last + stretch, range.last)};
            std::size_t const whole = live_block_by_block(compiled_, next, blocks, keeper_);
            unsaved_.last += whole;
            if (whole < next.size()) {
                return false;
            }
            // Everybody waits for the last block of a stretch, so stretches should be long, but not
            // so long that much more is lost than was allowed.
            if (watch.seconds() < options_.seconds_between_parts / 16.0) {
                stretch *= 2;
            }
            if (options_.seconds_between_parts > 0.0 &&
                since_saved_.seconds() >= options_.seconds_between_parts) {
                save();
                unsaved_.first = unsaved_.last;
            }
        }
        return true;
    }

    void save() {
        if (options_.parts != nullptr && unsaved_.size() > 0) {
            options_.parts->write(unsaved_, keeper_.take_part(unsaved_, Keeper::Since::last_part));
        }
        unsaved_ = {unsaved_.last, unsaved_.last};
        since_saved_.restart();
    }

    /// On the first rank, everybody's.
    [[nodiscard]] Record gathered() {
        if (rank_of(options_) > 0) {
            for (auto const& users : mine_) {
                send(keeper_.take_part(users, Keeper::Since::beginning), *options_.ranks);
            }
            return {};
        }
        for (int rank = 1; rank < ranks_of(options_); ++rank) {
            for (auto const& users : share_of(left_, rank, ranks_of(options_))) {
                Record part = blank_record(compiled_, users.size());
                receive(part, rank, *options_.ranks);
                keeper_.keep(users, part);
            }
        }
        return keeper_.finish(scenario_.users);
    }

    /// Of an interrupted run.
    [[nodiscard]] Record first_ones() {
        bool const alone = ranks_of(options_) == 1 && left_.size() == 1 && left_[0].first == 0;
        if (alone && unsaved_.first == 0 && unsaved_.last > 0) {
            return keeper_.finish(unsaved_.last);
        }
        save();
        throw core::Interrupted();
    }

    Scenario const& scenario_;
    RunOptions const& options_;
    CompiledRun compiled_;
    std::vector<UserRange> left_; ///< of all ranks
    std::vector<UserRange> mine_;
    int threads_;
    Keeper keeper_;
    UserRange unsaved_;
    core::Stopwatch since_saved_;
};

} // namespace

std::size_t users_left(Scenario const& scenario, RunOptions const& options) {
    if (live_in_replicates(scenario)) {
        return replicates_left(scenario, options) * users_with_peers(scenario, options).size();
    }
    std::size_t users = 0;
    for (auto const& range :
         share_of(left_over(scenario, options), rank_of(options), ranks_of(options))) {
        users += range.size();
    }
    return users;
}

Record run(Scenario const& scenario, RunOptions const& options) {
    return live_in_replicates(scenario) ? run_replicates(scenario, options)
                                        : RankOfRun(scenario, options).live();
}

} // namespace sim
