#pragma once

#include "agents/day/day.hpp"
#include "tests/reference/world.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace reference {

/// Where a decision of the reference has less margin than this, the kernel's single precision may
/// decide the other way.
inline constexpr double narrow_margin = 1e-5;

/// How far a state of the kernel may lie from the reference's: this x (1 + |state|). Single
/// precision rounds to 6e-8, a day rounds a state some ten times, and what the days add up is
/// partly forgotten; the kernel's normals err by up to 5e-6 of a standard deviation. Over the
/// worlds of agreement_tests.cpp the largest error is about 1e-6.
inline constexpr double state_tolerance = 5e-6;

/// What a comparison of kernel and reference found.
struct Agreement {
    std::size_t users = 0;
    std::size_t days = 0;       ///< user-days compared
    std::size_t roundings = 0;  ///< users given up because a narrow decision fell the other way
    double largest_error = 0.0; ///< of a state, in units of 1 + |state|
    std::string largest_error_where;
    std::vector<std::string> disagreements; ///< the first few, in words
    std::size_t sessions = 0, prompts = 0, failed = 0, events = 0, goals = 0, left = 0, answers = 0,
                switches = 0;
};

/// Lets everybody live in the kernel and in the reference and compares decision by decision, state
/// by state, day by day, then the outcomes and the day totals.
[[nodiscard]] Agreement compare(World const& world, agents::Luck luck, std::size_t block = 128);

} // namespace reference
