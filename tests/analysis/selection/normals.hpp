#pragma once

#include "tests/analysis/simulate.hpp"

#include <cmath>
#include <numbers>

namespace tests {

/// Standard normal numbers from a seed, the same with every standard library.
class Normals {
public:
    explicit Normals(std::uint64_t seed) : luck_(seed) {}

    double operator()() {
        double const radius = std::sqrt(2 * luck_.exponential());
        return radius * std::cos(2 * std::numbers::pi * luck_.uniform());
    }

private:
    Luck luck_;
};

} // namespace tests
