#include "sim/show/peers_words.hpp"

#include <fmt/format.h>

namespace sim {

namespace {

std::string words(agents::SmallWorld const& rule) {
    return fmt::format("a small world: {} neighbours on a circle, {:.4g}% of the links laid anew",
                       rule.neighbours, 100.0 * rule.rewired);
}
std::string words(agents::ScaleFree const& rule) {
    return fmt::format("scale free: each user lays {} links to earlier ones, rather to those who "
                       "have many",
                       rule.links);
}
std::string words(agents::RandomPeers const& rule) {
    return fmt::format("random: anybody knows anybody, {:.4g} on average", rule.neighbours);
}
std::string words(agents::PeerGroups const& rule) {
    return fmt::format("{} groups: on average {:.4g} neighbours in the own, {:.4g} in others",
                       rule.sizes.size(), rule.within, rule.between);
}
std::string words(agents::ListedPeers const& rule) {
    return "the edges of " + rule.file;
}

} // namespace

std::string peers_in_words(agents::Peers const& peers) {
    auto text = std::visit([](auto const& one) { return words(one); }, peers.rule);
    if (peers.invitation) {
        text += fmt::format("; {:.4g}% install on day 0, others with a chance of {:.4g}% for each "
                            "neighbour who used the app the day before",
                            100.0 * peers.invitation->starters, 100.0 * peers.invitation->chance);
    }
    return text;
}

} // namespace sim
