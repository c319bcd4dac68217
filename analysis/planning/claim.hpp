#pragma once

#include <cstddef>
#include <variant>

namespace analysis {

/// What a trial of two groups is to show about an effect, the variant against the baseline, on a
/// scale on which 0 is no difference and estimates are normal: the logarithm of a hazard ratio, or
/// a difference of restricted means.

enum class Sides { one, two };

/// There is an effect, in the direction it is planned with.
struct Superiority {
    Sides sides = Sides::two;
};

/// The effect lies on that side of `margin` on which 0 is: above -2 (days), below log 1.3. Tested
/// one-sided.
struct NonInferiority {
    double margin = 0; ///< not 0
};

/// The effect is between the margins: two one-sided tests (TOST). Symmetric for a ratio: -log 1.3,
/// log 1.3.
struct Equivalence {
    double low = 0;  ///< < 0
    double high = 0; ///< > 0
};

using Claim = std::variant<Superiority, NonInferiority, Equivalence>;

/// @param alpha  (0,1): of the whole test for Superiority, of each one-sided test for the others
struct PlannedTest {
    Claim claim = Superiority{};
    double alpha = 0.05;
};

/// Probability that the claim is shown when the effect is estimated with this standard error.
///
/// - Superiority: Phi(|effect| / se - z), z that of alpha / 2 or alpha. The chance of being led to
///   the opposite claim is not counted (R: power.t.test(strict = FALSE)).
/// - NonInferiority: Phi(distance from the margin / se - z_alpha); the distance is negative beyond
///   it.
/// - Equivalence: Phi((high - effect) / se - z_alpha) + Phi((effect - low) / se - z_alpha) - 1, at
///   least 0.
/// @param standard_error  > 0, or NaN, as the effect may be: then so is the power. Source:
/// Schuirmann 1987 for TOST.
[[nodiscard]] double power_of(PlannedTest const& test, double effect, double standard_error);

/// The largest standard error with which the claim is shown with this power; NaN where none is
/// small enough: no effect to show, or one on the wrong side of a margin.
/// @param power  (alpha, 1), > 0 for Equivalence
[[nodiscard]] double error_for_power(PlannedTest const& test, double effect, double power);

/// The effect at which the power is reached with this standard error.
///
/// - Superiority: the smallest, > 0.
/// - NonInferiority: the one nearest to the margin.
/// - Equivalence: the largest one, towards `high`; NaN when the power is reached nowhere between.
[[nodiscard]] double effect_for_power(PlannedTest const& test, double standard_error, double power);

/// How people are shared out.
struct Allocation {
    double variant_per_baseline = 1; ///< > 0; 2: two people in the variant for each in the baseline

    [[nodiscard]] double variant_share() const noexcept {
        return variant_per_baseline / (1 + variant_per_baseline);
    }
};

/// People in whole numbers, each group rounded up.
struct GroupSizes {
    std::size_t variant = 0;
    std::size_t baseline = 0;
};
/// @param people  in all, finite and >= 0
[[nodiscard]] GroupSizes group_sizes(double people, Allocation const& allocation);

} // namespace analysis
