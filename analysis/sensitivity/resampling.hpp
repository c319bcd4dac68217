#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstdint>
#include <span>

namespace analysis {

/// How often and from which seed to resample.
struct Resampling {
    std::uint32_t times = 1000; ///< 1 .. 2^24
    std::uint64_t seed = 1;
};

/// How often each of n units is drawn, with replacement, in resample `which`; shape (n), sum n. A
/// function of seed, which and n alone.
[[nodiscard]] Eigen::VectorXd drawn_counts(Eigen::Index n, std::uint64_t seed, std::uint32_t which);

/// A row of sums over n units, again with the units drawn anew. @param units  shape (n, columns)
/// @return shape (times, columns)
[[nodiscard]] Eigen::MatrixXd resampled_sums(Eigen::MatrixXd const& units,
                                             Resampling const& resampling);

/// The value with percentile limits of what the resamples gave (R's quantile type 7) and their
/// standard deviation as error. Where any of them is NaN there are no limits. Source: Efron &
/// Tibshirani 1993, chapter 13.
[[nodiscard]] Estimate percentile_interval(double value, std::span<double const> resampled,
                                           Level level);
[[nodiscard]] Estimate percentile_interval(double value, Eigen::VectorXd const& resampled,
                                           Level level);

} // namespace analysis
