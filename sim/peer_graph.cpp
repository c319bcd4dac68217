#include "sim/peer_graph.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace sim {

agents::EachRange on_threads(int threads) {
    return [threads](std::size_t users, agents::RangeBody const& body) {
        // Enough users to be worth a thread's while, few enough for even shares.
        constexpr std::size_t piece = 16384;
        std::size_t const pieces = (users + piece - 1) / piece;
        core::for_each_block(pieces, {threads}, [&](std::size_t block, std::size_t /*worker*/) {
            body(static_cast<std::uint32_t>(block * piece),
                 static_cast<std::uint32_t>(std::min((block + 1) * piece, users)));
        });
    };
}

agents::PeerGraph peer_graph(Scenario const& scenario, int threads) {
    return scenario.peers ? agents::build_graph(scenario.peers->rule, scenario.users, scenario.seed,
                                                on_threads(threads))
                          : agents::PeerGraph{};
}

} // namespace sim
