#pragma once

#include "analysis/planning/claim.hpp"
#include "analysis/planning/spending.hpp"

#include <vector>

namespace analysis {

/// When a trial is looked at, and how large Z must be for it to stop with an effect shown.
/// Information is the share of that planned for the last look: events, or people fully followed.
struct SequentialBoundary {
    std::vector<double> information; ///< shape (looks), ascending in (0,1]
    std::vector<double> z; ///< shape (looks): stop when Z >= z, two-sided also when Z <= -z;
                           ///< infinity where nothing may be spent
    Sides sides = Sides::two;

    /// p-value that must be reached at each look, of as many sides. shape (looks)
    [[nodiscard]] std::vector<double> nominal_p() const;
};

/// Equal steps of information up to 1. @param looks  >= 1
[[nodiscard]] std::vector<double> equal_looks(int looks);

/// Bounds that spend alpha as the function says. Two-sided: symmetric, each side spends alpha / 2
/// by the function of alpha / 2. The looks need not be those planned: those of the past alone
/// decide the next bound.
/// @param information  ascending in (0,1]; when the last one is below 1, not all alpha is spent
/// Source: Lan & DeMets 1983, Biometrika 70:659.
[[nodiscard]] SequentialBoundary spending_boundary(std::vector<double> information, double alpha,
                                                   Sides sides, Spending const& spending);

/// z_k = C / sqrt(t_k), C so that alpha is spent in all: O'Brien & Fleming 1979.
[[nodiscard]] SequentialBoundary obrien_fleming_boundary(std::vector<double> information,
                                                         double alpha, Sides sides);

/// z_k = C at every look: Pocock 1977.
[[nodiscard]] SequentialBoundary pocock_boundary(std::vector<double> information, double alpha,
                                                 Sides sides);

/// Where trials stop. Accurate to an absolute 1e-12.
struct StoppingProbabilities {
    std::vector<double> upper; ///< shape (looks), P(stop at this look with Z >= z)
    std::vector<double> lower; ///< shape (looks), the same below; 0 one-sided
    double total_upper = 0;
    double total_lower = 0;
    /// mean information at which the trial ends
    double expected_information = 0;
};

/// @param drift  mean of Z at full information: 0 without an effect, effect / standard error at the
/// end with one. Source: Armitage, McPherson & Rowe 1969; Jennison & Turnbull 2000, chapter 19.
[[nodiscard]] StoppingProbabilities stopping_probabilities(SequentialBoundary const& boundary,
                                                           double drift);

/// The drift > 0 with which the upper bound is crossed with this power.
/// @param power  (alpha, 1)
[[nodiscard]] double drift_for_power(SequentialBoundary const& boundary, double power);

/// By what the information (events, people) of a trial with one look must be multiplied for the
/// same power with these looks: (drift / (z + z_power))^2, z that of alpha / 2 or alpha. >= 1.
/// Source: Jennison & Turnbull 2000, tables 2.2 and 2.4.
[[nodiscard]] double inflation_factor(SequentialBoundary const& boundary, double alpha,
                                      double power);

} // namespace analysis
