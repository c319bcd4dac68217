// What would a user-day cost if it were nothing but its random words, its exponentials, or the rows
// that it reads and writes?
//
//   bench_floor
//
// Each figure is the CPU time of one piece of a user-day on one thread and each instruction set,
// the best of several rounds, over blocks of 512 users as in a run.

#include "core/instruction_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "micro/floor.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/lane_mathematics.hpp"
#include "core/lane_philox.hpp"

HWY_BEFORE_NAMESPACE();
namespace bench::HWY_NAMESPACE {

using namespace core::HWY_NAMESPACE;

constexpr std::size_t users = 512;
// Rows a power of two apart would fall on the same lines of the cache, and cost five times as much.
constexpr std::size_t stride = users + 16;

/// One block of four words.
void words(std::vector<std::uint32_t>& user, std::vector<float>& out, int day) {
    auto const key = core::philox::key_of(1);
    for (std::size_t i = 0; i < users; i += lanes) {
        auto const drawn =
            philox_block(key, load(user.data() + i), static_cast<std::uint32_t>(day), 2, 0);
        store(uniform(drawn[0] + drawn[1] + drawn[2] + drawn[3]), out.data() + i);
    }
}

/// Ten exponentials and one normal quantile.
void exponentials(std::vector<std::uint32_t>& user, std::vector<float>& out, int day) {
    for (std::size_t i = 0; i < users; i += lanes) {
        Floats x = load(out.data() + i);
        Floats sum = normal_quantile(uniform(load(user.data() + i)));
        for (int n = 0; n < 10; ++n) {
            sum = sum + core::HWY_NAMESPACE::exp(x - static_cast<float>(n + day % 2));
        }
        store(hold_unit(sum), out.data() + i);
    }
}

/// Multiplying and adding 150 rows of a table, and writing 50 of them.
void rows(std::vector<float>& table, std::vector<float>& out) {
    for (std::size_t i = 0; i < users; i += lanes) {
        Floats sum = load(out.data() + i);
        for (std::size_t r = 0; r < 100; ++r) {
            sum = sum + 0.01F * load(table.data() + r * stride + i);
        }
        for (std::size_t r = 0; r < 50; ++r) {
            Floats const x = load(table.data() + r * stride + i);
            store(x + 0.01F * (0.5F - x), table.data() + r * stride + i);
        }
        store(hold_unit(sum), out.data() + i);
    }
}

void piece(int which, int days, std::vector<std::uint32_t>& user, std::vector<float>& table,
           std::vector<float>& out) {
    for (int day = 0; day < days; ++day) {
        which == 0   ? words(user, out, day)
        : which == 1 ? exponentials(user, out, day)
                     : rows(table, out);
    }
}

} // namespace bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bench {

HWY_EXPORT(piece);

namespace {

double nanoseconds(int which) {
    std::vector<std::uint32_t> user(512);
    for (std::size_t i = 0; i < user.size(); ++i) {
        user[i] = static_cast<std::uint32_t>(i * 2654435761U);
    }
    std::vector<float> table(100 * 528, 0.5F);
    std::vector<float> out(512, 0.5F);
    constexpr int days = 400;
    double best = 1e300;
    for (int round = 0; round < 15; ++round) {
        auto const begin = std::clock();
        HWY_DYNAMIC_DISPATCH(piece)(which, days, user, table, out);
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best / (days * 512) * 1e9;
}

} // namespace
} // namespace bench

int main() {
    fmt::print("{:>8} {:>12} {:>12} {:>12} {:>12}\n", "ns", "4 words", "11 curves", "150 rows",
               "sum");
    for (auto const set : core::instruction_sets_here()) {
        core::use(set);
        double const words = bench::nanoseconds(0);
        double const curves = bench::nanoseconds(1);
        double const rows = bench::nanoseconds(2);
        fmt::print("{:>8} {:>12.2f} {:>12.2f} {:>12.2f} {:>12.2f}\n", core::name_of(set), words,
                   curves, rows, words + curves + rows);
    }
}
#endif
