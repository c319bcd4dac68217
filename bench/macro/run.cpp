// How many user-days a second does a run live, on one thread and on more, and how far is that from
// the floor that its random words set?
//
//   bench_run SCENARIO [repeats] [users] [brief [instruction set]]
//
// With `brief` only one thread and one instruction set, the best here if none is named, for scripts
// that compare scenarios or builds. Prints the best of the repeats (default 3): others on the
// machine can only slow a run down. One thread is timed by the CPU time it took, more by the clock
// on the wall. Nominal user-days: users x days x designs. Active: of users who had not left. The
// content digest is that of the results: the same before and after a change that is to change none.

#include "sim/engine/run.hpp"
#include "core/instruction_set.hpp"
#include "core/parallel.hpp"
#include "core/philox.hpp"
#include "sim/reading/reading.hpp"
#include "sim/record_file.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string_view>
#include <vector>

namespace {

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Of the whole process.
double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
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

/// The block of words that every active user-day draws, and nothing else.
double words_floor(double active_user_days, int repeats) {
    constexpr std::uint32_t slots = 128;
    auto const rounds = static_cast<std::uint32_t>(active_user_days / slots) + 1;
    std::vector<std::uint32_t> sum(slots);
    auto const key = core::philox::key_of(1);
    return best_seconds(repeats, cpu_seconds, [&] {
        for (std::uint32_t round = 0; round < rounds; ++round) {
            for (std::uint32_t i = 0; i < slots; ++i) {
                auto const w = core::philox::block(key, {i, round, 2, 0});
                sum[i] += w[0] ^ w[1] ^ w[2] ^ w[3];
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
        fmt::print(stderr, "usage: bench_run SCENARIO [repeats] [users] [brief [set]]\n");
        return 2;
    }
    int const repeats = argc > 2 ? std::atoi(argv[2]) : 3;
    auto scenario = sim::read_scenario(argv[1], {});
    if (argc > 3) {
        scenario.users = static_cast<std::size_t>(std::atoll(argv[3]));
    }
    double const nominal = static_cast<double>(scenario.users) * (scenario.horizon_days + 1) *
                           static_cast<double>(scenario.designs.size());
    bool const brief = argc > 4 && std::string_view(argv[4]) == "brief";
    if (brief && argc > 5) {
        core::use(core::instruction_set(argv[5]));
    }
    auto const record = sim::run(scenario, {});
    double const active = active_user_days(record);
    fmt::print("content digest {}\n", sim::content_digest(record));

    fmt::print("{} users x {} days x {} designs; {:.1f}% of user-days active\n", scenario.users,
               scenario.horizon_days + 1, scenario.designs.size(), 100.0 * active / nominal);
    fmt::print("{:>8} {:>9} {:>20} {:>20} {:>14}\n", "threads", "seconds", "nominal user-days/s",
               "active user-days/s", "ns per active");
    double alone = 0.0;
    for (int threads = 1; threads <= (brief ? 1 : core::thread_count(0)); threads *= 2) {
        double const time = best_seconds(repeats, threads == 1 ? cpu_seconds : wall_seconds, [&] {
            static_cast<void>(sim::run(scenario, {.threads = threads}));
        });
        alone = threads == 1 ? time : alone;
        fmt::print("{:>8} {:>9.3f} {:>18.1f} M {:>18.2f} M {:>14.1f}   x{:.2f}\n", threads, time,
                   nominal / time / 1e6, active / time / 1e6, time / active * 1e9, alone / time);
    }
    if (brief) {
        return 0;
    }
    for (std::size_t block = 128; block <= 1024; block *= 2) {
        double const time = best_seconds(repeats, cpu_seconds, [&] {
            static_cast<void>(sim::run(scenario, {.threads = 1, .block_users = block}));
        });
        fmt::print("blocks of {:>4} users on one thread: {:.3f} s\n", block, time);
    }
    // What is left without a horizon: making the people, installing, and day 0.
    auto shortest = scenario;
    shortest.horizon_days = 0;
    double const first_days =
        static_cast<double>(scenario.users) * static_cast<double>(scenario.designs.size());
    for (auto const set : core::instruction_sets_here()) {
        core::use(set);
        auto const time_of = [&](sim::Scenario const& what) {
            return best_seconds(repeats, cpu_seconds,
                                [&] { static_cast<void>(sim::run(what, {.threads = 1})); });
        };
        double const time = time_of(scenario);
        double const begin = time_of(shortest);
        fmt::print("{:>8} on one thread: {:.3f} s, {:.2f} M active user-days/s; people, installing "
                   "and day 0 {:.3f} s, the other days {:.2f} M active user-days/s\n",
                   core::name_of(set), time, active / time / 1e6, begin,
                   (active - first_days) / (time - begin) / 1e6);
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
