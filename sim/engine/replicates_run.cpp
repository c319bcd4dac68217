#include "sim/engine/replicates_run.hpp"

#include "core/mistakes.hpp"
#include "core/ranks.hpp"
#include "core/stopwatch.hpp"
#include "sim/checkpoint/parts.hpp"
#include "sim/engine/peers_run.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {
namespace {

/// Those in no part, ascending; as the first rank sees it, so that all go by the same.
std::vector<std::uint64_t> missing(Scenario const& scenario, RunOptions const& options) {
    std::vector<bool> there(scenario.replicates);
    auto const parts =
        options.parts == nullptr ? std::vector<ReplicateRange>() : options.parts->replicates();
    for (auto const& some : parts) {
        for (std::size_t r = some.first; r < std::min(some.last, there.size()); ++r) {
            there[r] = true;
        }
    }
    std::vector<std::uint64_t> left;
    for (std::size_t r = 0; r < there.size(); ++r) {
        if (!there[r]) {
            left.push_back(r);
        }
    }
    return options.ranks == nullptr ? left : options.ranks->as_first(std::move(left));
}

class ReplicatesRun {
public:
    ReplicatesRun(Scenario const& scenario, RunOptions const& options)
        : scenario_(scenario),
          options_(options),
          missing_(missing(scenario, options)),
          keeps_(options.parts != nullptr && (options.ranks == nullptr || options.ranks->first())),
          lived_(scenario.replicates) {}

    [[nodiscard]] Record live() {
        core::Stopwatch const watch;
        if (keeps_) {
            options_.parts->read_replicates(scenario_, [this](ReplicateRange some, Record part) {
                keep(some.first, std::move(part));
            });
        }
        for (auto const replicate : missing_) {
            live(replicate);
        }
        Record all = taken({0, scenario_.replicates});
        all.origin.wall_seconds = watch.seconds();
        return all;
    }

private:
    void live(std::size_t replicate) {
        Scenario one = scenario_;
        one.replicates = 1;
        one.replicate += static_cast<std::uint32_t>(replicate);
        try {
            keep(replicate, run_with_peers(one, options_));
        } catch (core::Interrupted const&) {
            save();
            throw;
        }
        unsaved_.push_back(replicate);
        bool const more = replicate != missing_.back();
        if (more && options_.seconds_between_parts > 0.0 &&
            since_saved_.seconds() >= options_.seconds_between_parts) {
            save();
        }
    }

    /// @param record  of replicate `first` and those that follow
    void keep(std::size_t first, Record record) {
        lived_[first] = std::move(record.designs);
        for (std::size_t n = 0; n < record.more_replicates.size(); ++n) {
            lived_[first + 1 + n] = std::move(record.more_replicates[n]);
        }
        frame_ = std::move(record);
    }

    /// A record of these, which have been lived and are taken out.
    [[nodiscard]] Record taken(ReplicateRange some) {
        Record record = std::move(frame_);
        record.replicate = scenario_.replicate + static_cast<std::uint32_t>(some.first);
        record.designs = std::move(lived_[some.first]);
        record.more_replicates.assign(
            std::move_iterator(lived_.begin() + static_cast<std::ptrdiff_t>(some.first + 1)),
            std::move_iterator(lived_.begin() + static_cast<std::ptrdiff_t>(some.last)));
        return record;
    }

    void save() {
        for (auto first = unsaved_.begin(); keeps_ && first != unsaved_.end();) {
            auto const gap = std::adjacent_find(
                first, unsaved_.end(), [](std::size_t a, std::size_t b) { return b != a + 1; });
            auto const last = gap == unsaved_.end() ? gap : gap + 1;
            ReplicateRange const some{*first, *(last - 1) + 1};
            Record part = taken(some);
            options_.parts->write_replicates(some, part);
            keep(some.first, std::move(part));
            first = last;
        }
        unsaved_.clear();
        since_saved_.restart();
    }

    Scenario const& scenario_;
    RunOptions const& options_;
    std::vector<std::uint64_t> missing_;           ///< when the run began
    bool keeps_;                                   ///< parts: the first rank does
    Record frame_;                                 ///< what replicates share
    std::vector<std::vector<DesignRecord>> lived_; ///< shape (replicates); empty: not yet
    std::vector<std::size_t> unsaved_;             ///< lived and in no part, ascending
    core::Stopwatch since_saved_;
};

} // namespace

bool live_in_replicates(Scenario const& scenario) noexcept {
    return scenario.peers.has_value();
}

Record run_replicates(Scenario const& scenario, RunOptions const& options) {
    return ReplicatesRun(scenario, options).live();
}

std::size_t replicates_left(Scenario const& scenario, RunOptions const& options) {
    return missing(scenario, options).size();
}

} // namespace sim
