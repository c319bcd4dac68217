#include "analysis/sensitivity/resampling.hpp"

#include "analysis/experiments/drawn.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace analysis {

namespace {

/// Between the two order statistics next to place p (n - 1).
double quantile_of_sorted(std::vector<double> const& sorted, double p) {
    double const place = p * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    auto const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double standard_deviation(std::vector<double> const& values) {
    auto const n = static_cast<double>(values.size());
    double mean = 0.0;
    for (double const x : values) {
        mean += x / n;
    }
    double squares = 0.0;
    for (double const x : values) {
        squares += (x - mean) * (x - mean);
    }
    return values.size() > 1 ? std::sqrt(squares / (n - 1.0)) : undefined;
}

/// Resamples at a time, so that memory does not grow with their number.
constexpr std::uint32_t chunk = 64;

} // namespace

Eigen::VectorXd drawn_counts(Eigen::Index n, std::uint64_t seed, std::uint32_t which) {
    HOLDFAST_EXPECT(n >= 1 && n < Eigen::Index{1} << 31U);
    Eigen::VectorXd counts = Eigen::VectorXd::Zero(n);
    auto const below = static_cast<std::uint32_t>(n);
    for (std::uint32_t i = 0; i < below; i += 4) {
        auto const words = words_of(seed, Drawn::bootstrap, which, below, i);
        for (std::uint32_t w = 0; w < 4 && i + w < below; ++w) {
            counts[integer_below(words[w], below)] += 1.0;
        }
    }
    return counts;
}

Eigen::MatrixXd resampled_sums(Eigen::MatrixXd const& units, Resampling const& resampling) {
    HOLDFAST_EXPECT(resampling.times >= 1 && resampling.times <= 1U << 24U);
    Eigen::MatrixXd sums(resampling.times, units.cols());
    for (std::uint32_t first = 0; first < resampling.times; first += chunk) {
        auto const here = std::min(chunk, resampling.times - first);
        Eigen::MatrixXd counts(units.rows(), here);
        for (std::uint32_t r = 0; r < here; ++r) {
            counts.col(r) = drawn_counts(units.rows(), resampling.seed, first + r);
        }
        sums.middleRows(first, here).noalias() = counts.transpose() * units;
    }
    return sums;
}

Estimate percentile_interval(double value, std::span<double const> resampled, Level level) {
    Estimate estimate;
    estimate.value = value;
    if (resampled.empty() ||
        std::any_of(resampled.begin(), resampled.end(), [](double x) { return std::isnan(x); })) {
        return estimate;
    }
    std::vector<double> sorted(resampled.begin(), resampled.end());
    std::sort(sorted.begin(), sorted.end());
    double const tail = (1.0 - level.value) / 2.0;
    estimate.low = quantile_of_sorted(sorted, tail);
    estimate.high = quantile_of_sorted(sorted, 1.0 - tail);
    estimate.standard_error = standard_deviation(sorted);
    return estimate;
}

Estimate percentile_interval(double value, Eigen::VectorXd const& resampled, Level level) {
    return percentile_interval(
        value,
        std::span<double const>(resampled.data(), static_cast<std::size_t>(resampled.size())),
        level);
}

} // namespace analysis
