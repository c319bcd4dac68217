// How long does building a graph of peers take, on one thread and on more, beside what it cannot do
// without?
//
//   bench_graph [users] [neighbours] [repeats]
//
// Prints the best of the repeats (default 3), one thread by the CPU time it took, more by the clock
// on the wall, for 1,000,000 users with 20
// neighbours each by default, which is ten million edges. The floor: the random words of all links
// on one thread, and writing every edge into the rows of both of its ends, which are anywhere in
// memory, on one thread.

#include "agents/peers/graph_facts.hpp"
#include "core/parallel.hpp"
#include "core/philox.hpp"
#include "sim/peer_graph.hpp"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <vector>

namespace {

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double best_seconds(int repeats, double (*clock)(), std::function<void()> const& work) {
    double best = 1e300;
    for (int i = 0; i < repeats; ++i) {
        double const begin = clock();
        work();
        best = std::min(best, clock() - begin);
    }
    return best;
}

void print_floor(std::uint32_t users, std::uint32_t links, int repeats) {
    auto const key = core::philox::key_of(1);
    std::vector<std::uint32_t> ends(std::size_t{users} * links);
    double const words = best_seconds(repeats, cpu_seconds, [&] {
        for (std::uint32_t user = 0; user < users; ++user) {
            for (std::uint32_t link = 0; link < links; ++link) {
                auto const drawn = core::philox::block(key, {user, link, 12, 0});
                ends[std::size_t{user} * links + link] =
                    static_cast<std::uint32_t>((std::uint64_t{drawn[1]} * users) >> 32U);
            }
        }
    });
    std::vector<std::uint32_t> rows(2 * ends.size());
    double const writing = best_seconds(repeats, cpu_seconds, [&] {
        std::vector<std::uint32_t> filled(users);
        std::size_t const room = 2 * std::size_t{links};
        for (std::size_t edge = 0; edge < ends.size(); ++edge) {
            auto const user = static_cast<std::uint32_t>(edge / links);
            rows[user * room + filled[user]++ % room] = ends[edge];
            rows[ends[edge] * room + filled[ends[edge]]++ % room] = user;
        }
    });
    fmt::print("floor on one thread: words {:.3f} s, writing the rows {:.3f} s\n", words, writing);
}

} // namespace

int main(int argc, char** argv) {
    auto const number = [&](int at, int otherwise) {
        return argc > at ? std::atoi(argv[at]) : otherwise;
    };
    auto const users = static_cast<std::uint32_t>(number(1, 1'000'000));
    auto const neighbours = static_cast<std::uint32_t>(number(2, 20));
    int const repeats = number(3, 3);
    auto const mean = static_cast<double>(neighbours);
    std::vector<std::size_t> const sizes(users / 100, 100);
    std::vector<std::pair<char const*, agents::PeerRule>> const rules{
        {"ring", agents::SmallWorld{neighbours, 0.0}},
        {"small world", agents::SmallWorld{neighbours, 0.1}},
        {"all rewired", agents::SmallWorld{neighbours, 1.0}},
        {"scale free", agents::ScaleFree{neighbours / 2}},
        {"random", agents::RandomPeers{mean}},
        {"groups of 100", agents::PeerGroups{sizes, 0.8 * mean, 0.2 * mean}}};
    print_floor(users, neighbours / 2, repeats);
    fmt::print("{:>14} {:>12} {:>14} {:>14} {:>11}\n", "rule", "edges", "1 thread [s]",
               "2 threads [s]", "clustering");
    for (auto const& [name, rule] : rules) {
        agents::PeerGraph graph;
        auto const time = [&, rule = &rule](int threads) {
            return best_seconds(repeats, threads == 1 ? cpu_seconds : wall_seconds, [&] {
                graph = agents::build_graph(*rule, users, 1, sim::on_threads(threads));
            });
        };
        double const alone = time(1);
        double const together = time(2);
        fmt::print("{:>14} {:>12} {:>14.3f} {:>14.3f} {:>11.4f}\n", name, graph.edges(), alone,
                   together, agents::facts_of(graph).clustering);
    }
    return 0;
}
