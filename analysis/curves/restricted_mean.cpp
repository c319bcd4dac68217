#include "analysis/curves/restricted_mean.hpp"

#include "analysis/curves/influence.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

bool defined_until(KaplanMeier const& curve, double tau) {
    if (curve.time.empty()) {
        return false;
    }
    return curve.survival.back() == 0 || tau <= curve.time.back() * (1 + same_time);
}

KaplanMeier with_greenwood(EventTable const& table, Level level) {
    return kaplan_meier(table, level, LimitScale::plain, CurveVariance::model);
}

Estimate paired_difference(EventTable const& variant, EventTable const& baseline, double tau,
                           Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    double const difference = restricted_area(with_greenwood(variant, level), tau).total -
                              restricted_area(with_greenwood(baseline, level), tau).total;
    if (std::isnan(difference)) {
        return {};
    }
    auto influence = restricted_mean_influence(variant, tau);
    auto const of_baseline = restricted_mean_influence(baseline, tau);
    for (std::size_t i = 0; i < influence.size(); ++i) {
        influence[i] -= of_baseline[i];
    }
    return normal_interval(difference, std::sqrt(jackknife_variance(influence, variant.cluster)),
                           level);
}

} // namespace

RestrictedArea restricted_area(KaplanMeier const& curve, double tau) {
    HOLDFAST_EXPECT(tau > 0);
    if (!defined_until(curve, tau)) {
        return {};
    }
    RestrictedArea area{.total = 0, .beyond = std::vector<double>(curve.time.size())};
    double until = tau; // the area from `until` to tau is in `total`
    for (std::size_t row = curve.time.size(); row-- > 0;) {
        double const from = std::min(curve.time[row], tau);
        area.total += (until - from) * curve.survival[row];
        area.beyond[row] = area.total;
        until = from;
    }
    area.total += until;
    return area;
}

Estimate restricted_mean(KaplanMeier const& curve, double tau) {
    auto const area = restricted_area(curve, tau);
    double variance = 0;
    for (std::size_t row = 0; row < area.beyond.size(); ++row) {
        double const n = curve.at_risk[row];
        double const d = curve.events[row];
        if (d > 0 && n > d) {
            variance += area.beyond[row] * area.beyond[row] * d / (n * (n - d));
        }
    }
    return std::isnan(area.total) ? Estimate{}
                                  : normal_interval(area.total, std::sqrt(variance), curve.level);
}

Estimate restricted_mean(EventTable const& table, double tau, Level level, CurveVariance variance) {
    auto const by_greenwood = restricted_mean(with_greenwood(table, level), tau);
    if (std::isnan(by_greenwood.value) || resolve(variance, table) != CurveVariance::jackknife) {
        return by_greenwood;
    }
    auto const influence = restricted_mean_influence(table, tau);
    return normal_interval(by_greenwood.value,
                           std::sqrt(jackknife_variance(influence, table.cluster)), level);
}

Estimate restricted_mean_difference(EventTable const& variant, EventTable const& baseline,
                                    double tau, Pairing pairing, Level level) {
    if (pairing == Pairing::same_people) {
        return paired_difference(variant, baseline, tau, level);
    }
    auto const first = restricted_mean(variant, tau, level);
    auto const second = restricted_mean(baseline, tau, level);
    return normal_interval(first.value - second.value,
                           std::hypot(first.standard_error, second.standard_error), level);
}

} // namespace analysis
