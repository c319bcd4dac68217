#include "analysis/contrasts/influence.hpp"

#include "analysis/contrasts/risk_scan.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cstddef>

namespace analysis {

namespace {

/// The curves of a table up to a time, at the times with events.
struct Steps {
    std::vector<double> time;
    std::vector<double> at_risk;
    std::vector<double> events;
    std::vector<double> of_cause;
    std::vector<double> before; ///< S(u-)
    std::vector<double> after;  ///< S(u)
    bool defined = false;       ///< the table tells S up to the time asked for

    [[nodiscard]] std::size_t size() const { return time.size(); }
    [[nodiscard]] double last() const { return after.empty() ? 1 : after.back(); }
};

Steps steps_until(EventTable const& table, int cause, double t) {
    RiskScan scan(table, {}, {}, cause);
    Steps steps;
    double survival = 1;
    double const end = t * (1 + same_time);
    while (scan.next() && scan.set().time <= end) {
        auto const& set = scan.set();
        steps.time.push_back(set.time);
        steps.at_risk.push_back(set.all_at_risk);
        steps.events.push_back(set.all_events);
        steps.of_cause.push_back(set.all_of_cause);
        steps.before.push_back(survival);
        survival *= (set.all_at_risk - set.all_events) / set.all_at_risk;
        steps.after.push_back(survival);
    }
    steps.defined = table.size() > 0 && (survival == 0 || t <= scan.last_time() * (1 + same_time));
    return steps;
}

/// What one row contributes is a sum over the event times while it is at risk, and a term of its
/// own event.
class Contributions {
public:
    explicit Contributions(std::size_t times) { at_risk_.reserve(times + 1); }

    /// At the next time. @param at_risk  of everybody at risk; @param other, own  of an event of
    /// another cause, or of the cause asked for, besides
    void append(double at_risk, double other, double own) {
        at_risk_.push_back(at_risk_.back() + at_risk);
        other_.push_back(other);
        own_.push_back(own);
    }

    [[nodiscard]] std::vector<double> of_rows(EventTable const& table, Steps const& steps,
                                              int cause) const {
        std::vector<double> of(table.size());
        for (std::size_t i = 0; i < table.size(); ++i) {
            of[i] = of_row(table, steps, cause, i);
        }
        return of;
    }

private:
    [[nodiscard]] double of_row(EventTable const& table, Steps const& steps, int cause,
                                std::size_t i) const {
        auto const until = times_until(steps.time, table.time[i]);
        auto const from = table.entry.empty() ? 0 : times_until(steps.time, table.entry[i]);
        if (until <= from) {
            return 0;
        }
        double of = at_risk_[until] - at_risk_[from];
        double const last = steps.time[until - 1];
        if (table.status[i] != 0 && table.time[i] - last <= same_time * table.time[i]) {
            of += cause == 0 || table.status[i] == cause ? own_[until - 1] : other_[until - 1];
        }
        return of;
    }

    std::vector<double> at_risk_{0}; ///< shape (times + 1), cumulated
    std::vector<double> other_;
    std::vector<double> own_;
};

/// An event at u lowers by `cost` what the estimate gets from those who outlive it. When everybody
/// at risk has the event, S is 0 from there on, whatever the weights: no influence.
double per_event(Steps const& steps, std::size_t u, double cost) {
    double const left = steps.at_risk[u] - steps.events[u];
    return steps.after[u] > 0 ? cost / left : 0;
}

Influence undefined_for(EventTable const& table) {
    return {.value = undefined,
            .of = std::vector<double>(table.size(), undefined),
            .greenwood = undefined};
}

/// @param costs  shape (times)
Influence of_all_causes(EventTable const& table, Steps const& steps, double value,
                        std::vector<double> const& costs) {
    Contributions sum(steps.size());
    double greenwood = 0;
    for (std::size_t u = 0; u < steps.size(); ++u) {
        double const event = per_event(steps, u, costs[u]);
        double const hazard = steps.events[u] / steps.at_risk[u];
        sum.append(event * hazard, -event, -event);
        greenwood += event * costs[u] * hazard;
    }
    return {.value = value, .of = sum.of_rows(table, steps, 0), .greenwood = greenwood};
}

} // namespace

Influence influence_on_survival(EventTable const& table, double t) {
    HOLDFAST_EXPECT(t >= 0);
    auto const steps = steps_until(table, 0, t);
    if (!steps.defined) {
        return undefined_for(table);
    }
    std::vector<double> const costs(steps.size(), steps.last());
    return of_all_causes(table, steps, steps.last(), costs);
}

Influence influence_on_restricted_mean(EventTable const& table, double tau) {
    HOLDFAST_EXPECT(tau > 0);
    auto const steps = steps_until(table, 0, tau);
    if (!steps.defined) {
        return undefined_for(table);
    }
    std::vector<double> beyond(steps.size());
    double area = 0; // from `until` to tau
    double until = tau;
    for (std::size_t u = steps.size(); u-- > 0;) {
        double const from = std::min(steps.time[u], tau);
        area += (until - from) * steps.after[u];
        beyond[u] = area;
        until = from;
    }
    return of_all_causes(table, steps, area + until, beyond);
}

Influence influence_on_incidence(EventTable const& table, int cause, double t) {
    HOLDFAST_EXPECT(cause >= 1 && cause <= table.causes && t >= 0);
    auto const steps = steps_until(table, cause, t);
    if (!steps.defined) {
        return undefined_for(table);
    }
    double incidence = 0;
    for (std::size_t u = 0; u < steps.size(); ++u) {
        incidence += steps.before[u] * steps.of_cause[u] / steps.at_risk[u];
    }
    Contributions sum(steps.size());
    double later = incidence;
    for (std::size_t u = 0; u < steps.size(); ++u) {
        double const n = steps.at_risk[u];
        later -= steps.before[u] * steps.of_cause[u] / n;
        double const event = per_event(steps, u, later);
        double const own = steps.before[u] / n;
        sum.append((event * steps.events[u] - own * steps.of_cause[u]) / n, -event, own - event);
    }
    return {.value = incidence, .of = sum.of_rows(table, steps, cause), .greenwood = undefined};
}

} // namespace analysis
