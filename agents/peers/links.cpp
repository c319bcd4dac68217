#include "agents/peers/links.hpp"

#include "core/elementary.hpp"

#include <limits>

namespace agents::links {

double OfGroups::log_of_none(double p) {
    return p >= 1.0 ? -std::numeric_limits<double>::infinity() : core::portable::log1p(-p);
}

double OfGroups::run(core::philox::Words const& words, double log_none) {
    double const uniform =
        (static_cast<double>(wide(words[0], words[1]) >> 11U) + 0.5) * (1.0 / (1ULL << 53U));
    return std::floor(core::portable::log(uniform) / log_none);
}

OfGroups::OfGroups(PeerGroups const& rule, std::uint32_t users, std::uint64_t seed) : draws_(seed) {
    double pairs_between = 0.0; // each from both ends
    std::uint32_t end = 0;
    for (std::size_t const size : rule.sizes) {
        auto const others = static_cast<double>(size) - 1.0;
        end += static_cast<std::uint32_t>(size);
        ends_.push_back(end);
        within_.push_back(log_of_none(others > 0.0 ? rule.within / others : 0.0));
        pairs_between += static_cast<double>(size) * static_cast<double>(users - size);
    }
    if (pairs_between > 0.0) {
        between_ = log_of_none(rule.between * static_cast<double>(users) / pairs_between);
    }
}

OfGroups::OfGroups(RandomPeers const& rule, std::uint32_t users, std::uint64_t seed)
    : OfGroups(PeerGroups{{users}, rule.neighbours, 0.0}, users, seed) {}

} // namespace agents::links
