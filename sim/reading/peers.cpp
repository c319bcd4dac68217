#include "sim/reading/peers.hpp"

#include "core/schema_mapping.hpp"
#include "sim/reading/edges.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <utility>

namespace sim::reading {

using namespace core::schema;

namespace {

constexpr double most_neighbours = 1000.0;
constexpr std::uint64_t most_u32 = std::numeric_limits<std::uint32_t>::max();

Type<std::uint32_t> even(std::uint64_t low, std::uint64_t high) {
    return converted<std::uint32_t>(
        count_as<std::uint32_t>(low, high), [](std::uint32_t n, Cursor const& cursor) {
            if (n % 2 != 0) {
                cursor.complain(fmt::format("{} is odd", n),
                                "an even number: half of them on either side");
            }
            return n;
        });
}

Type<agents::SmallWorld> small_world() {
    using S = agents::SmallWorld;
    return Mapping<S>("small world",
                      "Users in a circle know those nearest to them; some links are laid anew to "
                      "anybody else (Watts & Strogatz 1998).")
        .required("neighbours", even(2, 1000), &S::neighbours,
                  "of a user on the circle, half on either side: even, less than the users")
        .required("rewired", number(unit_interval), &S::rewired,
                  "share of the links that are laid anew")
        .type();
}

Type<agents::ScaleFree> scale_free() {
    using S = agents::ScaleFree;
    return Mapping<S>("scale free",
                      "Users come one after the other and link themselves to earlier ones, rather "
                      "to those who have many links (Barabasi & Albert 1999).")
        .required("links", count_as<std::uint32_t>(1, 500), &S::links,
                  "that a newcomer lays; less than the users, who have twice as many on average")
        .type();
}

Type<agents::RandomPeers> random_peers() {
    using R = agents::RandomPeers;
    return Mapping<R>("random peers", "Any two users know each other with the same probability.")
        .required("neighbours", number({0.0, most_neighbours}), &R::neighbours,
                  "of a user, on average")
        .type();
}

Type<PeersWritten::Groups> groups() {
    using G = PeersWritten::Groups;
    return Mapping<G>("groups of peers",
                      "Groups of users with neighbouring numbers, who know more of each other than "
                      "of others (stochastic block model, Holland et al. 1983).")
        .alternative(
            "count", count_as<std::size_t>(1, most_u32), [](G& g, std::size_t n) { g.count = n; },
            "groups of equal size, or as nearly as can be")
        .alternative("sizes", list_of(count_as<std::size_t>(1, most_u32), {1, 1'000'000}),
                     &G::sizes, "users of each group, all users together")
        .required("within", number({0.0, most_neighbours}), &G::within,
                  "neighbours in the own group, on average")
        .required("between", number({0.0, most_neighbours}), &G::between,
                  "neighbours in other groups, on average")
        .type();
}

Type<agents::Invitation> invitation() {
    using I = agents::Invitation;
    return Mapping<I>("invitation",
                      "Users install on different days: some on day 0, others once neighbours use "
                      "the app. A user's own days count from installing.")
        .required("starters", number({0.0, 1.0, true}), &I::starters,
                  "probability that a user installs on day 0", "odd.md, Peers")
        .required("chance", number({0.0, 1.0}), &I::chance,
                  "probability to install because of one neighbour who had a session the day "
                  "before",
                  "odd.md, Peers")
        .type();
}

Type<PeersWritten> rules() {
    using P = PeersWritten;
    return Mapping<P>("peers", "Who knows whom among the users: one of these rules, or a file.")
        .alternative(
            "small_world", small_world(), [](P& p, agents::SmallWorld x) { p.small_world = x; },
            "a circle with short cuts")
        .alternative(
            "scale_free", scale_free(), [](P& p, agents::ScaleFree x) { p.scale_free = x; },
            "a few whom very many know")
        .alternative(
            "random", random_peers(), [](P& p, agents::RandomPeers x) { p.random = x; },
            "anybody knows anybody")
        .alternative(
            "groups", groups(), [](P& p, P::Groups x) { p.groups = std::move(x); },
            "circles of friends")
        .alternative(
            "file", file_name("CSV file of two columns of user numbers"),
            [](P& p, std::string x) { p.file = std::move(x); },
            "an edge a row, each once; users count from 0; a line of names above")
        .optional(
            "edges", "not checked", count_as<std::size_t>(1, most_u32),
            [](P& p, std::size_t n) { p.edges = n; }, "how many the file must hold")
        .optional(
            "invitation", "everybody installs on day 0", invitation(),
            [](P& p, agents::Invitation x) { p.invitation = x; }, "who installs when")
        .check([](P& p, Cursor const& cursor) {
            if (p.edges && !p.file) {
                cursor.at("edges").complain("is for a file only");
            }
        })
        .type();
}

/// Looks whether a rule fits so many users.
class Fitting {
public:
    Fitting(std::size_t users, Cursor const& at, std::string const& from)
        : users_(users), at_(at), from_(from) {}

    [[nodiscard]] agents::PeerRule of(agents::SmallWorld const& rule) const {
        expect_fewer(at_.at("small_world").at("neighbours"), rule.neighbours);
        return rule;
    }
    [[nodiscard]] agents::PeerRule of(agents::ScaleFree const& rule) const {
        expect_fewer(at_.at("scale_free").at("links"), rule.links);
        return rule;
    }
    [[nodiscard]] agents::PeerRule of(agents::RandomPeers const& rule) const {
        expect_at_most(at_.at("random").at("neighbours"), rule.neighbours,
                       static_cast<double>(users_) - 1.0, "there are no more other users");
        return rule;
    }

    [[nodiscard]] agents::PeerRule of(PeersWritten::Groups const& written) const {
        auto const groups = at_.at("groups");
        auto const sizes = written.count ? equal(groups, *written.count) : written.sizes;
        if (sizes.empty()) {
            return {};
        }
        auto const all = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
        if (all != users_) {
            groups.at("sizes").complain(fmt::format("the groups hold {} users", all),
                                        fmt::format("together {}, the scenario's users", users_));
            return {};
        }
        auto const least = *std::min_element(sizes.begin(), sizes.end());
        expect_at_most(groups.at("within"), written.within, static_cast<double>(least) - 1.0,
                       "the smallest group has no more others");
        expect_at_most(groups.at("between"), written.between, most_between(sizes),
                       "there are no more in other groups");
        return agents::PeerGroups{sizes, written.within, written.between};
    }

    [[nodiscard]] agents::PeerRule of_file(std::optional<std::size_t> said) const {
        auto const before = at_.mistakes().count();
        auto listed = read_edges(at_.at("file"), from_, users_);
        if (said && at_.mistakes().count() == before && *said != listed.edges.size()) {
            at_.at("edges").complain(
                fmt::format("{} holds {} edges, not {}", listed.file, listed.edges.size(), *said));
        }
        return listed;
    }

private:
    void expect_fewer(Cursor const& at, std::uint32_t n) const {
        if (n >= users_) {
            at.complain(fmt::format("{} is too many for {} users", n, users_),
                        fmt::format("less than {}", users_));
        }
    }
    static void expect_at_most(Cursor const& at, double x, double most, std::string const& why) {
        if (x > most) {
            at.complain(fmt::format("{} is too large", x),
                        fmt::format("at most {:.6g}: {}", most, why));
        }
    }
    /// Sizes that differ by one at most; none when there are too many groups.
    [[nodiscard]] std::vector<std::size_t> equal(Cursor const& groups, std::size_t count) const {
        if (count > users_) {
            groups.at("count").complain(
                fmt::format("{} groups are more than {} users", count, users_));
            return {};
        }
        std::vector<std::size_t> sizes(count, users_ / count);
        std::fill_n(sizes.begin(), users_ % count, users_ / count + 1);
        return sizes;
    }
    /// Users of other groups, on average.
    [[nodiscard]] double most_between(std::vector<std::size_t> const& sizes) const {
        double pairs = 0.0;
        for (auto const size : sizes) {
            pairs += static_cast<double>(size) * static_cast<double>(users_ - size);
        }
        return pairs / static_cast<double>(users_);
    }

    std::size_t users_;
    Cursor at_;
    std::string const& from_;
};

} // namespace

Type<std::optional<PeersWritten>> peers() {
    auto const none = converted<std::optional<PeersWritten>>(
        word({"none"}), [](std::size_t, Cursor const&) { return std::optional<PeersWritten>(); });
    auto const some = converted<std::optional<PeersWritten>>(
        rules(), [](PeersWritten p, Cursor const&) { return std::optional(std::move(p)); });
    return short_or_long(none, some);
}

std::optional<agents::PeerRule> peer_rule(PeersWritten const& written, std::size_t users,
                                          Cursor const& at, std::string const& from) {
    Fitting const fitting(users, at, from);
    if (written.small_world) {
        return fitting.of(*written.small_world);
    }
    if (written.scale_free) {
        return fitting.of(*written.scale_free);
    }
    if (written.random) {
        return fitting.of(*written.random);
    }
    if (written.groups) {
        return fitting.of(*written.groups);
    }
    if (written.file) {
        return fitting.of_file(written.edges);
    }
    return std::nullopt;
}

} // namespace sim::reading
