#include "sim/engine/day_by_day.hpp"

#include "agents/day/day.hpp"
#include "core/interrupt.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "core/ranks.hpp"
#include "sim/engine/blank_record.hpp"
#include "sim/engine/invitations.hpp"
#include "sim/engine/neighbour_counts.hpp"
#include "sim/engine/user_bits.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace sim {
namespace {

/// Rows of these users, who are row - first of a population.
agents::Population people_of(agents::Population const& all, std::span<std::uint32_t const> users,
                             std::size_t first) {
    agents::Population some;
    some.users = users.size();
    for (auto const& trait : all.traits) {
        agents::TraitColumn column{trait.name, trait.unit, trait.levels, {}};
        column.values.reserve(users.size());
        for (std::uint32_t const user : users) {
            column.values.push_back(trait.values[user - first]);
        }
        some.traits.push_back(std::move(column));
    }
    return some;
}

/// Bits of all users put together on every rank; each has set those of its own users.
void put_together(UserBits& bits, std::size_t users, core::Ranks const* ranks) {
    if (ranks == nullptr || ranks->count() == 1) {
        return;
    }
    std::vector<std::size_t> starts{0};
    for (int rank = 0; rank < ranks->count(); ++rank) {
        auto const words =
            (share_in_words(users, rank, ranks->count()).last + UserBits::users_a_word - 1) /
            UserBits::users_a_word;
        starts.push_back(words * sizeof(std::uint64_t));
    }
    auto const bytes = std::as_writable_bytes(bits.words());
    ranks->share({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()}, starts);
}

/// Users who installed on the same day.
struct Cohabitants {
    std::vector<std::uint32_t> users; ///< row i of the life's outcomes is users[i]
    int arrival = 0;                  ///< calendar day
    std::optional<agents::Life> life;
    std::vector<float> of_active, of_left; ///< room for what they feel
};

/// The calendar of one design.
class Calendar {
public:
    Calendar(CompiledRun const& run, agents::PeerGraph const& graph, UserRange users,
             Blocks const& blocks, core::Ranks const* ranks, std::size_t design)
        : run_(run),
          programme_(run.programmes[design]),
          graph_(graph),
          users_(users),
          blocks_(blocks),
          ranks_(ranks),
          opened_(run.scenario.users),
          left_(run.scenario.users),
          neighbours_opened_(graph, users),
          neighbours_left_(graph, users),
          waiting_(users.size()) {
        std::iota(waiting_.begin(), waiting_.end(), static_cast<std::uint32_t>(users.first));
        if (auto const& rule = run.scenario.peers->invitation) {
            invitations_.emplace(*rule, run.luck);
        }
        // Nobody is told of what nobody asks for.
        counts_opened_ = programme_.feels_peers || invitations_;
    }

    /// False: interrupted. @param people  row i is user users.first + i
    [[nodiscard]] bool live(agents::Population const& people, DesignRecord& design) {
        totals_.assign(static_cast<std::size_t>(blocks_.threads), design.days);
        for (int day = 0; day <= run_.scenario.horizon_days; ++day) {
            arrive(day, people);
            live_day(day);
            if (was_interrupted()) {
                return false;
            }
            publish();
        }
        for (auto const& of_worker : totals_) {
            design.days += of_worker;
        }
        keep(design.outcomes);
        return true;
    }

private:
    /// Those who install today, in blocks.
    void arrive(int day, agents::Population const& people) {
        auto const newcomers = take_newcomers(day);
        std::size_t const before = lives_.size();
        for (std::size_t first = 0; first < newcomers.size(); first += blocks_.users) {
            std::size_t const last = std::min(first + blocks_.users, newcomers.size());
            Cohabitants some;
            some.users.assign(newcomers.begin() + static_cast<std::ptrdiff_t>(first),
                              newcomers.begin() + static_cast<std::ptrdiff_t>(last));
            some.arrival = day;
            lives_.push_back(std::move(some));
        }
        core::for_each_block(
            lives_.size() - before, {blocks_.threads}, [&](std::size_t block, std::size_t) {
                auto& some = lives_[before + block];
                some.life.emplace(programme_, people_of(people, some.users, users_.first),
                                  some.users, run_.luck);
            });
    }

    std::vector<std::uint32_t> take_newcomers(int day) {
        if (!invitations_) {
            return std::exchange(waiting_, {});
        }
        std::vector<std::uint32_t> newcomers;
        auto const stays =
            std::stable_partition(waiting_.begin(), waiting_.end(), [&](std::uint32_t user) {
                return !invitations_->installs(user, day, neighbours_opened_[user]);
            });
        newcomers.assign(stays, waiting_.end());
        waiting_.erase(stays, waiting_.end());
        return newcomers;
    }

    void live_day(int day) {
        opened_.clear();
        left_.clear();
        core::for_each_block(lives_.size(), {blocks_.threads},
                             [&](std::size_t block, std::size_t worker) {
                                 auto& some = lives_[block];
                                 if (some.life->active() > 0) {
                                     feel(some, day);
                                     some.life->next_day(totals_[worker]);
                                     tell(some, day - some.arrival);
                                 } else {
                                     some.life->next_day(totals_[worker]);
                                 }
                                 if (blocks_.progress != nullptr) {
                                     blocks_.progress->advance(some.users.size());
                                 }
                             });
    }

    /// On the first day there was no day before.
    void feel(Cohabitants& some, int day) const {
        if (!programme_.feels_peers || day == 0) {
            return;
        }
        auto const users = some.life->users();
        some.of_active.resize(users.size());
        some.of_left.resize(users.size());
        constexpr std::size_t ahead = 16;
        for (std::size_t i = 0; i < users.size(); ++i) {
            if (i + ahead < users.size()) {
                graph_.fetch_start(users[i + ahead]);
            }
            std::size_t const peers = graph_.of(users[i]).size();
            float const each = peers == 0 ? 0.0F : 1.0F / static_cast<float>(peers);
            some.of_active[i] = static_cast<float>(neighbours_opened_[users[i]]) * each;
            some.of_left[i] = static_cast<float>(neighbours_left_[users[i]]) * each;
        }
        some.life->feel_peers(some.of_active, some.of_left);
    }

    /// Who had a session on their own day, and who left at its end.
    void tell(Cohabitants const& some, int own_day) {
        if (!counts_opened_) {
            return;
        }
        auto const& outcomes = some.life->outcomes();
        for (std::size_t i = 0; i < some.users.size(); ++i) {
            if (outcomes.last_use[i] == own_day) {
                opened_.add(some.users[i]);
            }
        }
        for (std::size_t i = 0; i < some.users.size(); ++i) {
            if (outcomes.leave_day[i] == own_day) {
                left_.add(some.users[i]);
            }
        }
    }

    /// What the next day feels.
    void publish() {
        if (!counts_opened_) {
            return;
        }
        put_together(opened_, run_.scenario.users, ranks_);
        neighbours_opened_.clear(blocks_.threads);
        neighbours_opened_.add(opened_, blocks_.threads);
        if (programme_.feels_peers) {
            put_together(left_, run_.scenario.users, ranks_);
            neighbours_left_.add(left_, blocks_.threads);
        }
    }

    /// On any rank: all must stop on the same day.
    [[nodiscard]] bool was_interrupted() const {
        bool const here = core::interrupted();
        return ranks_ == nullptr ? here : ranks_->any(here);
    }

    void keep(agents::Outcomes& outcomes) {
        core::for_each_block(lives_.size(), {blocks_.threads}, [&](std::size_t block, std::size_t) {
            auto& some = lives_[block];
            some.life->end();
            std::vector<std::uint32_t> rows(some.users);
            for (auto& row : rows) {
                row -= static_cast<std::uint32_t>(users_.first);
            }
            outcomes.put_rows(rows, some.life->outcomes());
            if (outcomes.staggered) {
                for (auto const row : rows) {
                    outcomes.arrival_day[row] = static_cast<std::int16_t>(some.arrival);
                }
            }
        });
    }

    CompiledRun const& run_;
    agents::Programme const& programme_;
    agents::PeerGraph const& graph_;
    UserRange users_;
    Blocks const& blocks_;
    core::Ranks const* ranks_;
    UserBits opened_, left_;             ///< today; of all ranks once they are put together
    NeighbourCounts neighbours_opened_;  ///< on the day before
    NeighbourCounts neighbours_left_;    ///< up to the day before
    std::vector<std::uint32_t> waiting_; ///< who has not installed, ascending
    std::optional<Invitations> invitations_;
    bool counts_opened_ = true;
    std::vector<Cohabitants> lives_;
    std::vector<agents::DayTotals> totals_; ///< shape (workers)
};

void make_people(CompiledRun const& run, UserRange users, int threads, agents::Population& people) {
    constexpr std::size_t piece = 4096;
    core::for_each_block(
        (users.size() + piece - 1) / piece, {threads}, [&](std::size_t block, std::size_t) {
            std::size_t const first = block * piece;
            std::vector<std::uint32_t> some(std::min(piece, users.size() - first));
            std::iota(some.begin(), some.end(), static_cast<std::uint32_t>(users.first + first));
            auto const made = run.synthesis.people(some);
            for (std::size_t j = 0; j < made.traits.size(); ++j) {
                std::copy(made.traits[j].values.begin(), made.traits[j].values.end(),
                          people.traits[j].values.begin() + static_cast<std::ptrdiff_t>(first));
            }
        });
}

} // namespace

UserRange share_in_words(std::size_t users, int rank, int ranks) noexcept {
    std::size_t const words = (users + UserBits::users_a_word - 1) / UserBits::users_a_word;
    auto const share = core::share_of(words, rank, ranks);
    return {std::min(share.first * UserBits::users_a_word, users),
            std::min(share.last * UserBits::users_a_word, users)};
}

std::optional<Record> live_day_by_day(CompiledRun const& run, agents::PeerGraph const& graph,
                                      UserRange users, Blocks const& blocks,
                                      core::Ranks const* ranks) {
    Record part = blank_record(run, users.size());
    auto people = run.synthesis.blank(users.size());
    make_people(run, users, blocks.threads, people);
    for (std::size_t d = 0; d < run.programmes.size(); ++d) {
        Calendar calendar(run, graph, users, blocks, ranks, d);
        if (!calendar.live(people, part.designs[d])) {
            return std::nullopt;
        }
    }
    if (part.kept.of_users.has(agents::Recorded::traits)) {
        part.population = std::move(people);
    }
    return part;
}

} // namespace sim
