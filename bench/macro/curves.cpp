// How long do the curves of one sample take on large tables, and how much memory beside the table?
//
//   bench_curves [rows] [repeats]
//
// Default 10 million rows, 3 repeats. Times are whole days (1 to 365) or real (every one
// different), half of the rows are censored, events are of one cause and of four. Prints the median
// seconds, the ratio to reading both columns once, and the most memory in use beside the columns,
// in units of them. The last comes from the kernel (VmHWM), reset before each call.

#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace {

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

void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

struct Measured {
    double seconds;
    double cpu_seconds; ///< of all threads: what counts on a busy machine
    double peak_bytes;  ///< above what was in use before
};

Measured measure(std::function<double()> const& work) {
    forget_peak();
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

Measured median_of(int repeats, std::function<double()> const& work) {
    std::vector<Measured> all;
    for (int i = 0; i < repeats; ++i) {
        all.push_back(measure(work));
    }
    std::sort(all.begin(), all.end(),
              [](Measured const& a, Measured const& b) { return a.cpu_seconds < b.cpu_seconds; });
    return all[all.size() / 2];
}

enum class Times { whole_days, real };

analysis::EventTable made_table(std::size_t rows, Times times, int causes) {
    std::mt19937_64 luck(7);
    analysis::EventTable table{.time = {}, .status = {}, .causes = causes};
    table.time.reserve(rows);
    table.status.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        double const uniform = (static_cast<double>(luck() >> 11) + 0.5) * 0x1p-53;
        double const t = -120 * std::log(uniform);
        table.time.push_back(times == Times::whole_days ? std::ceil(std::min(t, 365.0)) : t);
        auto const draw = luck();
        table.status.push_back(
            draw % 2 == 0 ? 0 : 1 + static_cast<int>((draw >> 8) % static_cast<unsigned>(causes)));
    }
    return table;
}

double read_columns(analysis::EventTable const& table) {
    return std::accumulate(table.time.begin(), table.time.end(), 0.0) +
           std::accumulate(table.status.begin(), table.status.end(), 0);
}

void report(std::string const& what, Measured const& taken, double floor, double columns) {
    fmt::print("{:<32} {:7.3f} s  {:7.3f} s of CPU  {:6.1f} x reading  {:5.2f} x columns\n", what,
               taken.seconds, taken.cpu_seconds, taken.cpu_seconds / floor,
               taken.peak_bytes / columns);
}

void bench(std::size_t rows, int repeats, Times times) {
    auto const* const name = times == Times::whole_days ? "whole days" : "real times";
    for (int const causes : {1, 4}) {
        auto const table = made_table(rows, times, causes);
        double const columns = static_cast<double>(rows) * (sizeof(double) + sizeof(int));
        auto const floor = median_of(repeats, [&] { return read_columns(table); });
        if (causes == 1) {
            report(fmt::format("columns, {}", name), floor, floor.cpu_seconds, columns);
            report(fmt::format("Kaplan-Meier, {}", name),
                   median_of(repeats, [&] { return analysis::kaplan_meier(table).at(100).value; }),
                   floor.cpu_seconds, columns);
        } else {
            report(fmt::format("Aalen-Johansen (4), {}", name),
                   median_of(repeats,
                             [&] { return analysis::aalen_johansen(table).at(1, 100).value; }),
                   floor.cpu_seconds, columns);
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    auto const rows = static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 10'000'000);
    int const repeats = argc > 2 ? std::atoi(argv[2]) : 3;
    bench(rows, repeats, Times::whole_days);
    bench(rows, repeats, Times::real);
}
