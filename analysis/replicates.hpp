#pragma once

#include "analysis/estimate.hpp"

#include <span>

namespace analysis {

/// Mean of the same estimate in independent replicates of an experiment, with Student's interval:
/// mean +- t(n - 1) s / sqrt(n), s with n - 1. Nothing is taken of single people, so they may
/// depend on each other in any way. One replicate has no interval; where an estimate is undefined
/// in any replicate, so is all. Not for estimates that are far from normal over replicates while
/// these are few. Source: Student 1908.
[[nodiscard]] Estimate over_replicates(std::span<double const> values, Level level = {});

/// Two-sided p of the hypothesis that the mean over replicates is 0 (paired t-test where values are
/// differences); NaN for fewer than two replicates, 1 where all values are 0.
[[nodiscard]] double p_over_replicates(std::span<double const> values);

} // namespace analysis
