// How many user-days a second does a run live, on one thread and on more, and how far is that from
// the floor that its random words set?
//
//   bench_run SCENARIO [repeats]
//
// Prints the median of the repeats (default 3). Nominal user-days: users x days x designs. Active:
// of users who had not left.

#include "core/parallel.hpp"
#include "core/philox.hpp"
#include "sim/engine.hpp"
#include "sim/reading/reading.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <vector>

namespace {

double seconds(std::function<void()> const& work) {
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median_seconds(int repeats, std::function<void()> const& work) {
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        times.push_back(seconds(work));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

/// The two blocks of words that every active user-day draws, and nothing else.
double words_floor(double active_user_days, int repeats) {
    constexpr std::uint32_t slots = 128;
    auto const rounds = static_cast<std::uint32_t>(active_user_days / slots) + 1;
    std::vector<std::uint32_t> sum(slots);
    auto const key = core::philox::key_of(1);
    return median_seconds(repeats, [&] {
        for (std::uint32_t round = 0; round < rounds; ++round) {
            for (std::uint32_t purpose = 2; purpose < 4; ++purpose) {
                for (std::uint32_t i = 0; i < slots; ++i) {
                    auto const w = core::philox::block(key, {i, round, purpose, 0});
                    sum[i] += w[0] ^ w[1] ^ w[2] ^ w[3];
                }
            }
        }
        volatile std::uint32_t const kept = std::accumulate(sum.begin(), sum.end(), 0U);
        static_cast<void>(kept);
    });
}

double active_user_days(sim::Record const& record) {
    std::int64_t active = 0;
    for (auto const& design : record.designs) {
        active = std::accumulate(design.days.active.begin(), design.days.active.end(), active);
    }
    return static_cast<double>(active);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_run SCENARIO [repeats]\n");
        return 2;
    }
    int const repeats = argc > 2 ? std::atoi(argv[2]) : 3;
    auto const scenario = sim::read_scenario(argv[1], {});
    double const nominal = static_cast<double>(scenario.users) * (scenario.horizon_days + 1) *
                           static_cast<double>(scenario.designs.size());
    double const active = active_user_days(sim::run(scenario, {}));

    fmt::print("{} users x {} days x {} designs; {:.1f}% of user-days active\n", scenario.users,
               scenario.horizon_days + 1, scenario.designs.size(), 100.0 * active / nominal);
    fmt::print("{:>8} {:>9} {:>20} {:>20} {:>14}\n", "threads", "seconds", "nominal user-days/s",
               "active user-days/s", "ns per active");
    double alone = 0.0;
    for (int threads = 1; threads <= core::thread_count(0); threads *= 2) {
        double const time = median_seconds(
            repeats, [&] { static_cast<void>(sim::run(scenario, {.threads = threads})); });
        alone = threads == 1 ? time : alone;
        fmt::print("{:>8} {:>9.3f} {:>18.1f} M {:>18.2f} M {:>14.1f}   x{:.2f}\n", threads, time,
                   nominal / time / 1e6, active / time / 1e6, time / active * 1e9, alone / time);
    }
    for (std::size_t block = 32; block <= 1024; block *= 2) {
        double const time = median_seconds(repeats, [&] {
            static_cast<void>(sim::run(scenario, {.threads = 1, .block_users = block}));
        });
        fmt::print("blocks of {:>4} users on one thread: {:.3f} s\n", block, time);
    }
    double const words = words_floor(active, repeats);
    fmt::print("floor: random words of the active user-days alone {:.3f} s, {:.0f}% of the run on "
               "one thread\n",
               words, 100.0 * words / alone);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("largest resident size {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024.0);
    return 0;
}
