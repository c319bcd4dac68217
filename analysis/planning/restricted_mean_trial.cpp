#include "analysis/planning/restricted_mean_trial.hpp"

#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <cmath>

namespace analysis {

namespace {

/// From the last time to the first, so that the areas to tau add up on the way.
double variance_of_curve(CurveLifetime const& lifetime, double tau, Enrolment const& enrolment) {
    auto const& times = lifetime.curve.time;
    auto const survival = [&](std::size_t k) {
        return k == 0 ? 1 : std::pow(lifetime.curve.survival[k - 1], lifetime.power);
    };
    double sum = 0;
    double area = 0;
    double until = tau;
    for (std::size_t k = times.size(); k > 0; --k) {
        double const t = times[k - 1];
        if (t >= tau) {
            continue;
        }
        double const before = survival(k - 1);
        double const after = survival(k);
        area += (until - t) * after;
        until = t;
        if (after > 0 && after < before) {
            sum += area * area * (before - after) / (after * before * still_followed(enrolment, t));
        }
    }
    return sum;
}

/// The variance of the difference with one person in all, shared out.
double unit_variance(RestrictedMeanTrial const& trial) {
    double const share = trial.allocation.variant_share();
    return restricted_mean_variance(trial.variant, trial.tau, trial.enrolment) / share +
           restricted_mean_variance(trial.baseline, trial.tau, trial.enrolment) / (1 - share);
}

} // namespace

double restricted_mean_variance(Lifetime const& lifetime, double tau, Enrolment const& enrolment) {
    HOLDFAST_EXPECT(tau > 0 && tau <= enrolment.longest() * (1 + same_time));
    if (!known_to(lifetime, tau)) {
        return undefined;
    }
    if (auto const* const curve = std::get_if<CurveLifetime>(&lifetime)) {
        return variance_of_curve(*curve, tau, enrolment);
    }
    return integral_over_pieces(
        [&](double t) {
            double const area = area_under(lifetime, t, tau);
            double const followed = still_followed(enrolment, t);
            // Where nobody is followed to tau both vanish, the area faster.
            return followed > 0 ? area * area * hazard_of(lifetime, t) /
                                      (survival_of(lifetime, t) * followed)
                                : 0;
        },
        lifetime, enrolment, tau);
}

double restricted_mean_effect(RestrictedMeanTrial const& trial) {
    if (!known_to(trial.variant, trial.tau) || !known_to(trial.baseline, trial.tau)) {
        return undefined;
    }
    return area_under(trial.variant, 0, trial.tau) - area_under(trial.baseline, 0, trial.tau);
}

double restricted_mean_error(RestrictedMeanTrial const& trial, double people) {
    HOLDFAST_EXPECT(people > 0);
    return std::sqrt(unit_variance(trial) / people);
}

double people_needed(RestrictedMeanTrial const& trial, double power) {
    double const error = error_for_power(trial.test, restricted_mean_effect(trial), power);
    return unit_variance(trial) / (error * error);
}

double power_of_people(RestrictedMeanTrial const& trial, double people) {
    return power_of(trial.test, restricted_mean_effect(trial),
                    restricted_mean_error(trial, people));
}

double detectable_difference(RestrictedMeanTrial const& trial, double people, double power) {
    return effect_for_power(trial.test, restricted_mean_error(trial, people), power);
}

} // namespace analysis
