#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// Difference of two shares of the same people, with a normal interval. With b people only in the
/// first and c only in the second: (b - c) / n, variance (b + c - (b - c)^2 / n) / (n (n - 1)).
/// Source: the mean of n differences in {-1, 0, 1}; as McNemar's setting in Agresti 2013,
/// section 11.1.
[[nodiscard]] analysis::Estimate paired_share_difference(std::size_t only_first,
                                                         std::size_t only_second, std::size_t pairs,
                                                         analysis::Level level);

/// Paired differences variant - baseline of what has happened to people before a day.
struct PairedIncidence {
    std::vector<analysis::Estimate> survival;               ///< shape (days)
    std::vector<std::vector<analysis::Estimate>> incidence; ///< shape (causes, days)
};

/// Row i of both tables is the same person, and nobody is censored before `follow_up`, so that
/// shares are plain counts; days after it are undefined.
/// @param days  ascending
[[nodiscard]] PairedIncidence paired_incidence(analysis::EventTable const& variant,
                                               analysis::EventTable const& baseline,
                                               std::span<int const> days, double follow_up,
                                               analysis::Level level);

} // namespace sim
