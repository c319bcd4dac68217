#pragma once

#include "analysis/planning/lifetime.hpp"

#include <functional>

namespace analysis {

/// Who comes when, and how long each is followed: people enrol uniformly over the accrual, the
/// trial ends follow_up_days after the last could enrol, and people are lost at a constant hazard.
struct Enrolment {
    double accrual_days = 0;   ///< >= 0; 0: all at once, or each followed for the same time
    double follow_up_days = 0; ///< >= 0, accrual + follow-up > 0
    double loss_rate = 0;      ///< [1/day], >= 0

    /// The longest anybody is followed.
    [[nodiscard]] double longest() const noexcept { return accrual_days + follow_up_days; }
};

/// The loss rate with which a share of people is lost by a day. @param share  [0,1)
[[nodiscard]] double loss_rate_for(double share, double by_day);

/// G(t) = P(followed for t days or longer), [0,1]: exp(-loss t) min(1, (accrual + follow-up - t) /
/// accrual). Source: Lachin & Foulkes 1986.
[[nodiscard]] double still_followed(Enrolment const& enrolment, double t);

/// Probability that a person's event is seen, the integral of G(t) f(t). For the exponential
/// lambda / (lambda + eta) (1 - (exp(-(lambda + eta) F) - exp(-(lambda + eta) (A + F))) / ((lambda
/// + eta) A)). A curve that ends before the trial does: NaN. Source: Lachin & Foulkes 1986.
[[nodiscard]] double event_probability(Lifetime const& lifetime, Enrolment const& enrolment);

/// Integral over [0, end] of a function that is smooth but at the breaks of the lifetime and of the
/// enrolment, where it may be infinite. Relative error below 1e-11.
[[nodiscard]] double integral_over_pieces(std::function<double(double)> const& f,
                                          Lifetime const& lifetime, Enrolment const& enrolment,
                                          double end);

} // namespace analysis
