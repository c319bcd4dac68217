// How long do the log-rank tests take on large tables, and how much memory beside the columns?
//
//   bench_log_rank [rows] [repeats]
//
// Default 10 million rows, 3 repeats. Times are whole days (1 to 365) or real (every one
// different), half of the rows are censored. Prints the median seconds of wall time and of CPU, and
// the most memory in use beside the columns (time, status, group: 16 bytes a row), in units of
// them, from the kernel (VmHWM), reset before each call.

#include "analysis/contrasts/log_rank.hpp"
#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/max_combo.hpp"
#include "analysis/contrasts/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace {

using analysis::EventTable;
using analysis::Grouping;

/// A figure of /proc/self/status [bytes]: VmRSS in use, VmHWM the most there was.
double memory(std::string const& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind(name + ":", 0) == 0) {
            return 1024 * std::stod(line.substr(name.size() + 1));
        }
    }
    return 0;
}

struct Measured {
    double seconds;
    double cpu_seconds;
    double peak_bytes; ///< above what was in use before
};

Measured measure(std::function<double()> const& work) {
    std::ofstream("/proc/self/clear_refs") << "5"; // forgets the peak
    double const before = memory("VmRSS");
    auto const begin = std::chrono::steady_clock::now();
    auto const cpu_begin = std::clock();
    double const volatile kept = work();
    static_cast<void>(kept);
    auto const end = std::chrono::steady_clock::now();
    return {std::chrono::duration<double>(end - begin).count(),
            static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC,
            memory("VmHWM") - before};
}

void report(std::string const& what, std::size_t rows, int repeats,
            std::function<double()> const& work) {
    std::vector<Measured> all;
    for (int i = 0; i < repeats; ++i) {
        all.push_back(measure(work));
    }
    std::sort(all.begin(), all.end(),
              [](Measured const& a, Measured const& b) { return a.cpu_seconds < b.cpu_seconds; });
    auto const& taken = all[all.size() / 2];
    constexpr double bytes_a_row = sizeof(double) + 2 * sizeof(int);
    fmt::print("{:<40} {:7.3f} s  {:7.3f} s of CPU  {:5.2f} x columns\n", what, taken.seconds,
               taken.cpu_seconds, taken.peak_bytes / (bytes_a_row * static_cast<double>(rows)));
}

enum class Times { whole_days, real };

EventTable made_table(std::size_t rows, Times times, unsigned seed) {
    std::mt19937_64 luck(seed);
    EventTable table;
    table.time.reserve(rows);
    table.status.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        double const uniform = (static_cast<double>(luck() >> 11) + 0.5) * 0x1p-53;
        double const t = -120 * std::log(uniform);
        table.time.push_back(times == Times::whole_days ? std::ceil(std::min(t, 365.0)) : t);
        table.status.push_back(static_cast<int>(luck() % 2));
    }
    return table;
}

Grouping made_groups(std::size_t rows, int groups, unsigned seed) {
    std::mt19937 luck(seed);
    Grouping made{.of = {}, .groups = static_cast<std::size_t>(groups)};
    made.of.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        made.of.push_back(static_cast<int>(luck() % static_cast<unsigned>(groups)));
    }
    return made;
}

void bench_groups(std::size_t rows, int repeats, Times times, std::string const& name) {
    auto const table = made_table(rows, times, 7);
    auto const two = made_groups(rows, 2, 1);
    report("log-rank, 2 groups, " + name, rows, repeats,
           [&] { return log_rank_test(table, two).test.chi_squared; });
    report("max-combo of 4, 2 groups, " + name, rows, repeats,
           [&] { return max_combo(table, two).p; });
    auto const four = made_groups(rows, 4, 2);
    report("log-rank, 4 groups, " + name, rows, repeats,
           [&] { return log_rank_test(table, four).test.chi_squared; });
    auto const strata = made_groups(rows, 10, 3);
    report("log-rank, 2 groups, 10 strata, " + name, rows, repeats,
           [&] { return log_rank_test(table, two, strata).test.chi_squared; });
}

void bench_tables(std::size_t rows, int repeats, Times times, std::string const& name) {
    auto const variant = made_table(rows / 2, times, 8);
    auto const baseline = made_table(rows / 2, times, 9);
    report("log-rank of two tables, " + name, rows, repeats,
           [&] { return log_rank(variant, baseline).chi_squared; });
}

} // namespace

int main(int argc, char** argv) {
    auto const rows = static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 10'000'000);
    int const repeats = argc > 2 ? std::atoi(argv[2]) : 3;
    for (auto const times : {Times::whole_days, Times::real}) {
        auto const* const name = times == Times::whole_days ? "whole days" : "real times";
        bench_tables(rows, repeats, times, name);
        bench_groups(rows, repeats, times, name);
    }
}
