#pragma once

#include "analysis/estimate.hpp"
#include "analysis/event_table.hpp"

#include <vector>

namespace analysis {

/// Kaplan-Meier estimate of S(t) = P(T > t), all causes together. Arrays have shape (distinct times with an event or a
/// censoring), ascending. Source: Kaplan & Meier 1958; variance Greenwood 1926; limits log-log (Kalbfleisch & Prentice 2002).
struct KaplanMeier {
    std::vector<double> time;
    std::vector<std::size_t> at_risk;
    std::vector<std::size_t> events;
    std::vector<std::size_t> censored;
    std::vector<double> survival;
    std::vector<double> greenwood; ///< sum d / (n (n - d)) up to and with this time; infinite once S = 0
    Level level;

    /// S at any t >= 0, constant between times; before the first time 1. After the last time with survival > 0: the last value.
    [[nodiscard]] Estimate at(double t) const;
    /// Smallest time with S(t) <= 1 - p, limits from the limits of S (Brookmeyer & Crowley 1982); NaN when not reached.
    [[nodiscard]] Estimate quantile(double p) const;
    [[nodiscard]] Estimate median() const { return quantile(0.5); }
};

[[nodiscard]] KaplanMeier kaplan_meier(EventTable const& table, Level level = {});

/// Restricted mean, the area under S from 0 to tau [days]. tau is at most the last time observed.
/// Source: Irwin 1949; variance as R's survival, sum over event times of (area beyond)^2 d / (n (n - d)).
[[nodiscard]] Estimate restricted_mean(KaplanMeier const& curve, double tau);

} // namespace analysis
