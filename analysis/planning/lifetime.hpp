#pragma once

#include "analysis/curves/kaplan_meier.hpp"

#include <variant>
#include <vector>

namespace analysis {

/// How long people stay, as a trial is planned with.

/// S(t) = exp(-hazard t)
struct ExponentialLifetime {
    double hazard = 0; ///< [1/day], > 0
};

/// S(t) = exp(-(t / scale)^shape)
struct WeibullLifetime {
    double shape = 1;
    double scale = 1; ///< [days]
};

/// Constant hazards between breaks.
struct PiecewiseLifetime {
    std::vector<double> breaks; ///< ascending, > 0 [days], shape (pieces - 1)
    std::vector<double> hazard; ///< >= 0 [1/day], shape (pieces); the last goes on for ever
};

/// An estimated curve, raised to a power. Not known after its last time unless S is 0 there.
struct CurveLifetime {
    KaplanMeier curve;
    double power = 1; ///< > 0
};

using Lifetime =
    std::variant<ExponentialLifetime, WeibullLifetime, PiecewiseLifetime, CurveLifetime>;

/// The exponential with this median [days].
[[nodiscard]] ExponentialLifetime with_median(double median);

/// Proportional hazards: S^ratio. @param ratio  > 0
[[nodiscard]] Lifetime with_hazard_ratio(Lifetime const& lifetime, double ratio);

/// S(t); a curve's last value after its last time. @param t  >= 0 [days]
[[nodiscard]] double survival_of(Lifetime const& lifetime, double t);
/// Hazard at t [1/day]; not for a curve, which has none.
[[nodiscard]] double hazard_of(Lifetime const& lifetime, double t);
/// Area under S from a to b [days]. @param a, b  0 <= a <= b
[[nodiscard]] double area_under(Lifetime const& lifetime, double a, double b);
/// Whether S is known up to t.
[[nodiscard]] bool known_to(Lifetime const& lifetime, double t);

} // namespace analysis
