#pragma once

#include "analysis/data/event_table.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

namespace tests {

/// Uniform numbers in (0,1) from a seed, the same with every standard library (its distributions
/// are not).
class Luck {
public:
    explicit Luck(std::uint64_t seed) : engine_(seed) {}

    double uniform() { return (static_cast<double>(engine_() >> 11) + 0.5) * 0x1p-53; }
    /// Exponential with mean 1.
    double exponential() { return -std::log(uniform()); }
    /// Uniform in 0 .. n - 1.
    int below(int n) { return static_cast<int>(uniform() * n); }

private:
    std::mt19937_64 engine_;
};

/// Subjects with exponential times (mean 20 days), two causes, and uniform censoring up to day 60.
/// @param unit  times are rounded up to multiples of it; 0: not rounded
inline analysis::EventTable random_table(Luck& luck, std::size_t subjects, double unit) {
    auto const rounded = [unit](double t) { return unit > 0 ? std::ceil(t / unit) * unit : t; };
    analysis::EventTable table;
    table.causes = 2;
    for (std::size_t i = 0; i < subjects; ++i) {
        double const event = rounded(20 * luck.exponential());
        double const censored = rounded(60 * luck.uniform());
        table.time.push_back(std::fmin(event, censored));
        table.status.push_back(event <= censored ? 1 + luck.below(2) : 0);
    }
    return table;
}

} // namespace tests
