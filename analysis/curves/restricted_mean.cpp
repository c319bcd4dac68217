#include "analysis/curves/restricted_mean.hpp"

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
    constexpr double rounding = 1e-9;
    return curve.survival.back() == 0 || tau <= curve.time.back() * (1 + rounding);
}

/// Influence of each person on the restricted mean, as a function of the person's row and event
/// only.
class Influence {
public:
    Influence(EventTable const& table, double tau) : table_(table), grid_(table) {
        auto const curve = kaplan_meier(table);
        auto const area = restricted_area(curve, tau);
        mean_ = area.total;
        for (std::size_t row = 0; row < area.beyond.size(); ++row) {
            append(curve.at_risk[row], curve.events[row], area.beyond[row]);
        }
    }

    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double of(std::size_t person) const {
        auto const row = grid_.row_of(table_.time[person]);
        return at_risk_[row] - (table_.status[person] != 0 ? event_[row] : 0);
    }

private:
    // When everybody at risk has the event, S is 0 from there on, whatever the weights: no
    // influence.
    void append(double n, double d, double beyond) {
        double const per_event = n > d ? beyond / (n - d) : 0;
        event_.push_back(per_event);
        at_risk_.push_back((at_risk_.empty() ? 0 : at_risk_.back()) + per_event * d / n);
    }

    EventTable const& table_;
    TimeGrid grid_;
    double mean_ = undefined;
    std::vector<double> event_;
    std::vector<double> at_risk_;
};

Estimate paired_difference(EventTable const& variant, EventTable const& baseline, double tau,
                           Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    Influence const of_variant(variant, tau);
    Influence const of_baseline(baseline, tau);
    double const difference = of_variant.mean() - of_baseline.mean();
    if (std::isnan(difference)) {
        return {};
    }
    double variance = 0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        double const of_both = of_variant.of(i) - of_baseline.of(i);
        variance += of_both * of_both;
    }
    return normal_interval(difference, std::sqrt(variance), level);
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
        if (n > d) {
            variance += area.beyond[row] * area.beyond[row] * d / (n * (n - d));
        }
    }
    return std::isnan(area.total) ? Estimate{}
                                  : normal_interval(area.total, std::sqrt(variance), curve.level);
}

Estimate restricted_mean_difference(EventTable const& variant, EventTable const& baseline,
                                    double tau, Pairing pairing, Level level) {
    if (pairing == Pairing::same_people) {
        return paired_difference(variant, baseline, tau, level);
    }
    auto const first = restricted_mean(kaplan_meier(variant), tau);
    auto const second = restricted_mean(kaplan_meier(baseline), tau);
    return normal_interval(first.value - second.value,
                           std::hypot(first.standard_error, second.standard_error), level);
}

} // namespace analysis
