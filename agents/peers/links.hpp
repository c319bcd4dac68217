#pragma once

#include "agents/peers/peer_rule.hpp"
#include "agents/purpose.hpp"
#include "core/philox.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

/// The links that a user lays, for each rule: a class with `for_each(user, take)`, which calls
/// take(other) for every link of that user, in a fixed order. A link that both ends lay would be an
/// edge twice; only small worlds can have such (see mended() in build_graph.cpp).
namespace agents::links {

/// floor(x n / 2^64): below n, and uniform but for 2^-64 n where x is.
[[nodiscard]] constexpr std::uint64_t below(std::uint64_t n, std::uint64_t x) noexcept {
    std::uint64_t const low = (x & 0xFFFFFFFFU) * (n & 0xFFFFFFFFU);
    std::uint64_t const middle = (x >> 32U) * (n & 0xFFFFFFFFU) + (low >> 32U);
    std::uint64_t const other = (x & 0xFFFFFFFFU) * (n >> 32U) + (middle & 0xFFFFFFFFU);
    return (x >> 32U) * (n >> 32U) + (middle >> 32U) + (other >> 32U);
}

[[nodiscard]] constexpr std::uint64_t wide(std::uint32_t high, std::uint32_t low) noexcept {
    return (std::uint64_t{high} << 32U) | low;
}

/// The words behind a link. The graph is the same for every replicate.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : key_(core::philox::key_of(seed)) {}

    [[nodiscard]] core::philox::Words operator()(std::uint32_t user,
                                                 std::uint32_t number) const noexcept {
        return core::philox::block(key_, {user, number, purpose_of(Purpose::graph), 0});
    }

private:
    core::philox::Key key_;
};

class OfSmallWorld {
public:
    OfSmallWorld(SmallWorld const& rule, std::uint32_t users, std::uint64_t seed)
        : draws_(seed),
          users_(users),
          links_(rule.neighbours / 2),
          threshold_(static_cast<std::uint64_t>(rule.rewired * 4294967296.0)) {}

    /// Links that everybody lays.
    [[nodiscard]] std::uint32_t links() const noexcept { return links_; }

    /// The other end of a user's link. @param link  0 .. links - 1
    [[nodiscard]] std::uint32_t end(std::uint32_t user, std::uint32_t link) const noexcept {
        auto const words = draws_(user, link);
        if (words[0] < threshold_) {
            return anybody_else(user, words);
        }
        std::uint32_t const to_the_end = users_ - user;
        std::uint32_t const step = link + 1;
        return step < to_the_end ? user + step : step - to_the_end;
    }
    [[nodiscard]] bool is_rewired(std::uint32_t user, std::uint32_t link) const noexcept {
        return draws_(user, link)[0] < threshold_;
    }
    /// Where the link goes in a further attempt. @param attempt  1, 2, ...
    [[nodiscard]] std::uint32_t end_again(std::uint32_t user, std::uint32_t link,
                                          std::uint32_t attempt) const noexcept {
        return anybody_else(user, draws_(user, attempt * links_ + link));
    }

    template <class Take>
    void for_each(std::uint32_t user, Take const& take) const {
        for (std::uint32_t link = 0; link < links_; ++link) {
            take(end(user, link));
        }
    }

private:
    [[nodiscard]] std::uint32_t anybody_else(std::uint32_t user,
                                             core::philox::Words const& words) const noexcept {
        auto const other = static_cast<std::uint32_t>(below(users_ - 1, wide(words[1], words[2])));
        return other < user ? other : other + 1;
    }

    Draws draws_;
    std::uint32_t users_, links_;
    std::uint64_t threshold_; ///< of a word, 2^32 x rewired
};

/// The first links + 1 users all know each other. The ends of all links of earlier users stand in
/// a line, a link's own user before whom it goes to; a place in the line is drawn uniformly, which
/// is proportional to links. Who stands at a place of the second sort is found by drawing that link
/// again, so that nothing is kept and every user can be asked first. Source: Batagelj & Brandes
/// 2005, Phys. Rev. E 71, made independent of order as Sanders & Schulz 2016, Inf. Process. Lett.
/// 116.
///
/// A user who draws somebody a second time draws again. The line keeps the first draw, so that it
/// can be retraced without looking at a user's other links.
class OfScaleFree {
public:
    OfScaleFree(ScaleFree const& rule, std::uint32_t /*users*/, std::uint64_t seed)
        : draws_(seed), links_(rule.links) {}

    template <class Take>
    void for_each(std::uint32_t user, Take const& take) const {
        if (user <= links_) {
            for (std::uint32_t other = 0; other < user; ++other) {
                take(other);
            }
            return;
        }
        std::vector<std::uint32_t> ends;
        for (std::uint32_t link = 0; link < links_; ++link) {
            std::uint32_t other = end(user, link);
            for (std::uint32_t attempt = 1; is_in(ends, other); ++attempt) {
                other = attempt < most_attempts ? end(user, attempt * links_ + link)
                                                : first_not_in(ends);
            }
            ends.push_back(other);
            take(other);
        }
    }

private:
    static constexpr std::uint32_t most_attempts = 64;

    static bool is_in(std::vector<std::uint32_t> const& ends, std::uint32_t user) noexcept {
        return std::find(ends.begin(), ends.end(), user) != ends.end();
    }
    static std::uint32_t first_not_in(std::vector<std::uint32_t> const& ends) noexcept {
        std::uint32_t user = 0;
        while (is_in(ends, user)) {
            ++user;
        }
        return user;
    }

    /// Who stands at the place that a draw of a later user gives.
    [[nodiscard]] std::uint32_t end(std::uint32_t user, std::uint32_t number) const noexcept {
        std::uint64_t const first_places = std::uint64_t{links_} * (links_ + 1);
        for (;;) {
            std::uint64_t const later = user - links_ - 1;
            auto const words = draws_(user, number);
            std::uint64_t const place =
                below(first_places + 2 * links_ * later, wide(words[0], words[1]));
            if (place < first_places) {
                return static_cast<std::uint32_t>(place / links_);
            }
            std::uint64_t const link = (place - first_places) / 2;
            user = links_ + 1 + static_cast<std::uint32_t>(link / links_);
            if ((place - first_places) % 2 == 0) {
                return user;
            }
            number = static_cast<std::uint32_t>(link % links_);
        }
    }

    Draws draws_;
    std::uint32_t links_;
};

/// Independent draws for pairs of users, by the lengths of runs without an edge, which are
/// geometric. Source: Batagelj & Brandes 2005.
class OfGroups {
public:
    OfGroups(PeerGroups const& rule, std::uint32_t users, std::uint64_t seed);
    OfGroups(RandomPeers const& rule, std::uint32_t users, std::uint64_t seed);

    template <class Take>
    void for_each(std::uint32_t user, Take const& take) const {
        auto const group = static_cast<std::size_t>(
            std::upper_bound(ends_.begin(), ends_.end(), user) - ends_.begin());
        std::uint32_t number = 0;
        walk(user, user + 1, ends_[group], within_[group], number, take);
        walk(user, ends_[group], ends_.back(), between_, number, take);
    }

private:
    /// log(1 - p) of a probability p; 0 where nobody, -infinity where everybody is known.
    [[nodiscard]] static double log_of_none(double p);
    /// Pairs before the next edge.
    [[nodiscard]] static double run(core::philox::Words const& words, double log_none);

    /// Takes each of [first, last) with the same probability.
    template <class Take>
    void walk(std::uint32_t user, std::uint32_t first, std::uint32_t last, double log_none,
              std::uint32_t& number, Take const& take) const {
        while (first < last && log_none < 0.0) {
            double const skipped =
                std::isinf(log_none) ? 0.0 : run(draws_(user, number++), log_none);
            if (skipped >= static_cast<double>(last - first)) {
                return;
            }
            first += static_cast<std::uint32_t>(skipped);
            take(first++);
        }
    }

    Draws draws_;
    std::vector<std::uint32_t> ends_; ///< one behind the last user of a group, shape (groups)
    std::vector<double> within_;      ///< log(1 - p), shape (groups)
    double between_ = 0.0;
};

/// The edges of a file, laid by their lower user.
class OfFile {
public:
    OfFile(ListedPeers const& rule, std::uint32_t /*users*/, std::uint64_t /*seed*/)
        : edges_(rule.edges) {}

    template <class Take>
    void for_each(std::uint32_t user, Take const& take) const {
        auto edge = std::lower_bound(edges_.begin(), edges_.end(), std::pair{user, 0U});
        for (; edge != edges_.end() && edge->first == user; ++edge) {
            take(edge->second);
        }
    }

private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> const& edges_;
};

inline OfSmallWorld of(SmallWorld const& r, std::uint32_t users, std::uint64_t seed) {
    return {r, users, seed};
}
inline OfScaleFree of(ScaleFree const& r, std::uint32_t users, std::uint64_t seed) {
    return {r, users, seed};
}
inline OfGroups of(RandomPeers const& r, std::uint32_t users, std::uint64_t seed) {
    return {r, users, seed};
}
inline OfGroups of(PeerGroups const& r, std::uint32_t users, std::uint64_t seed) {
    return {r, users, seed};
}
inline OfFile of(ListedPeers const& r, std::uint32_t users, std::uint64_t seed) {
    return {r, users, seed};
}

} // namespace agents::links
