#include "agents/peers/links.hpp"
#include "agents/peers/peer_graph.hpp"
#include "core/contract.hpp"
#include "core/large_pages.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <set>

namespace agents {

namespace {

using Edge = std::pair<std::uint32_t, std::uint32_t>;

/// Counts, then writes what was counted: every user lays the own links twice over, which costs less
/// than keeping them. Ranges meet in the counts of those whom links go to, where only sums matter;
/// the order in which neighbours are written does not outlive the sorting.
template <class Links>
class Rows {
public:
    Rows(Links const& links, std::size_t users, EachRange const& each_range)
        : links_(links),
          each_range_(each_range),
          waiting_(users),
          starts_(core::with_large_pages<std::uint64_t>(users + 1)) {
        starts_.resize(users + 1);
    }

    [[nodiscard]] PeerGraph graph() {
        lay([this](std::uint32_t from, std::uint32_t to) {
            count(from);
            count(to);
        });
        for (std::size_t user = 0; user < waiting_.size(); ++user) {
            starts_[user + 1] = starts_[user] + waiting_[user];
        }
        neighbours_ = core::with_large_pages<std::uint32_t>(starts_.back());
        neighbours_.resize(starts_.back());
        lay([this](std::uint32_t from, std::uint32_t to) {
            write(from, to);
            write(to, from);
        });
        each_range_(waiting_.size(), [this](std::uint32_t first, std::uint32_t last) {
            for (std::size_t user = first; user < last; ++user) {
                std::sort(neighbours_.data() + starts_[user],
                          neighbours_.data() + starts_[user + 1]);
            }
        });
        return {std::move(starts_), std::move(neighbours_)};
    }

private:
    template <class Take>
    void lay(Take const& take) {
        each_range_(waiting_.size(), [&](std::uint32_t first, std::uint32_t last) {
            for (std::uint32_t user = first; user < last; ++user) {
                links_.for_each(user, [&](std::uint32_t other) { take(user, other); });
            }
        });
    }
    void count(std::uint32_t user) noexcept {
        std::atomic_ref(waiting_[user]).fetch_add(1, std::memory_order_relaxed);
    }
    /// From the end of the row to its beginning.
    void write(std::uint32_t user, std::uint32_t neighbour) noexcept {
        auto const left = std::atomic_ref(waiting_[user]).fetch_sub(1, std::memory_order_relaxed);
        neighbours_[starts_[user] + left - 1] = neighbour;
    }

    Links const& links_;
    EachRange const& each_range_;
    std::vector<std::uint32_t> waiting_; ///< neighbours not yet written, shape (users)
    std::vector<std::uint64_t> starts_;
    std::vector<std::uint32_t> neighbours_;
};

/// Lays anew the links of a small world whose edge was there already. There are few in any world
/// much larger than a user's circle: those that are not rewired stay, of the rewired ones that of
/// the lower user, of theirs the first.
class Mender {
public:
    Mender(links::OfSmallWorld const& links, PeerGraph const& graph)
        : links_(links), graph_(graph) {}

    /// Both ways, ascending; without those that are to go.
    [[nodiscard]] std::vector<Edge> added() {
        for (std::uint32_t user = 0; user < graph_.users(); ++user) {
            auto const row = graph_.of(user);
            for (std::size_t i = 1; i < row.size(); ++i) {
                bool const first_repeat = row[i] == row[i - 1] && (i == 1 || row[i - 2] != row[i]);
                if (first_repeat && user < row[i]) {
                    mend(user, row[i]);
                }
            }
        }
        return {added_.begin(), added_.end()};
    }

private:
    struct Link {
        std::uint32_t user, link;
    };

    void find(std::uint32_t user, std::uint32_t other, std::vector<Link>& rewired) const {
        for (std::uint32_t link = 0; link < links_.links(); ++link) {
            if (links_.end(user, link) == other && links_.is_rewired(user, link)) {
                rewired.push_back({user, link});
            }
        }
    }

    void mend(std::uint32_t low, std::uint32_t high) {
        std::vector<Link> rewired;
        find(low, high, rewired);
        find(high, low, rewired);
        auto const row = graph_.of(low);
        auto const copies = static_cast<std::size_t>(std::count(row.begin(), row.end(), high));
        // One copy stays: one that is not rewired, if there is one.
        for (std::size_t i = rewired.size() - (copies - 1); i < rewired.size(); ++i) {
            lay_anew(rewired[i]);
        }
    }

    [[nodiscard]] bool are_neighbours(std::uint32_t user, std::uint32_t other) const {
        auto const row = graph_.of(user);
        return std::binary_search(row.begin(), row.end(), other) || added_.contains({user, other});
    }

    /// To somebody drawn; after many draws, to the first who comes behind the last drawn; to nobody
    /// when the user knows everybody.
    void lay_anew(Link const& one) {
        constexpr std::uint32_t most_attempts = 64;
        std::uint32_t other = one.user;
        for (std::uint32_t attempt = 1; attempt <= most_attempts; ++attempt) {
            other = links_.end_again(one.user, one.link, attempt);
            if (!are_neighbours(one.user, other)) {
                return add(one.user, other);
            }
        }
        auto const users = static_cast<std::uint32_t>(graph_.users());
        for (std::uint32_t step = 1; step < users; ++step) {
            std::uint32_t const next = other < users - step ? other + step : other - (users - step);
            if (next != one.user && !are_neighbours(one.user, next)) {
                return add(one.user, next);
            }
        }
    }
    void add(std::uint32_t user, std::uint32_t other) {
        added_.insert({user, other});
        added_.insert({other, user});
    }

    links::OfSmallWorld const& links_;
    PeerGraph const& graph_;
    std::set<Edge> added_;
};

bool has_repeats(PeerGraph const& graph) {
    for (std::size_t user = 0; user < graph.users(); ++user) {
        auto const row = graph.of(user);
        if (std::adjacent_find(row.begin(), row.end()) != row.end()) {
            return true;
        }
    }
    return false;
}

/// The graph with every edge once and with these more.
PeerGraph with(PeerGraph const& graph, std::vector<Edge> const& added) {
    auto starts = core::with_large_pages<std::uint64_t>(graph.users() + 1);
    auto neighbours = core::with_large_pages<std::uint32_t>(graph.neighbours().size());
    starts.push_back(0);
    auto next = added.begin();
    for (std::uint32_t user = 0; user < graph.users(); ++user) {
        auto const begin = static_cast<std::ptrdiff_t>(neighbours.size());
        auto const row = graph.of(user);
        std::unique_copy(row.begin(), row.end(), std::back_inserter(neighbours));
        auto const middle = static_cast<std::ptrdiff_t>(neighbours.size());
        for (; next != added.end() && next->first == user; ++next) {
            neighbours.push_back(next->second);
        }
        std::inplace_merge(neighbours.begin() + begin, neighbours.begin() + middle,
                           neighbours.end());
        starts.push_back(neighbours.size());
    }
    return {std::move(starts), std::move(neighbours)};
}

/// Only where the links of two users can be the same edge is there something to mend.
template <class Links>
PeerGraph mended(Links const&, PeerGraph graph) {
    return graph;
}
PeerGraph mended(links::OfSmallWorld const& links, PeerGraph graph) {
    return has_repeats(graph) ? with(graph, Mender(links, graph).added()) : std::move(graph);
}

} // namespace

PeerGraph build_graph(PeerRule const& rule, std::size_t users, std::uint64_t seed,
                      EachRange const& each_range) {
    HOLDFAST_EXPECT(users > 0 && users <= std::numeric_limits<std::uint32_t>::max());
    return std::visit(
        [&](auto const& one) {
            auto const links = links::of(one, static_cast<std::uint32_t>(users), seed);
            return mended(links, Rows(links, users, each_range).graph());
        },
        rule);
}

PeerGraph build_graph(PeerRule const& rule, std::size_t users, std::uint64_t seed) {
    return build_graph(rule, users, seed, [](std::size_t all, RangeBody const& body) {
        body(0, static_cast<std::uint32_t>(all));
    });
}

} // namespace agents
