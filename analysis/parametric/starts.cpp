#include "analysis/parametric/starts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace analysis {

namespace {

using Starts = std::vector<Eigen::VectorXd>;

/// What the starting values are made of.
struct Summary {
    double events = 0;        ///< weight
    double all = 0;           ///< weight
    double exposure = 0;      ///< time at risk
    double event_time = 0;    ///< mean time of events
    double log_mean = 0;      ///< of event times
    double log_deviation = 1; ///< of event times
};

double event_time_of(Observation const& row) {
    return row.kind == Observation::Kind::interval ? (row.left.time + row.right.time) / 2
                                                   : row.right.time;
}

Summary summarise(Problem const& problem) {
    Summary sum;
    double squares = 0;
    for (auto const& row : problem.rows) {
        bool const event = row.kind != Observation::Kind::censored;
        double const time = event ? event_time_of(row) : row.left.time;
        sum.all += row.weight;
        sum.exposure += row.weight * (time - row.entry.time);
        if (event) {
            sum.events += row.weight;
            sum.event_time += row.weight * time;
            sum.log_mean += row.weight * std::log(time);
            squares += row.weight * std::log(time) * std::log(time);
        }
    }
    sum.event_time /= sum.events;
    sum.log_mean /= sum.events;
    double const variance = squares / sum.events - sum.log_mean * sum.log_mean;
    sum.log_deviation = std::clamp(std::sqrt(std::max(variance, 0.0)), 0.05, 5.0);
    return sum;
}

/// Location and ancillary parameters; no covariate has an effect.
Eigen::VectorXd place(Problem const& problem, double location, std::vector<double> const& rest) {
    Eigen::VectorXd start = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(problem.parameters()));
    start[0] = location;
    for (std::size_t k = 0; k < rest.size(); ++k) {
        start[static_cast<Eigen::Index>(problem.first_ancillary() + k)] = rest[k];
    }
    return start;
}

/// For each of several shapes the intercept that is best for it: events over the integral of
/// e^(shape t). @param events_only  the censored are taken as cured
Starts gompertz(Problem const& problem, Summary const& summary, bool events_only) {
    Starts starts;
    for (double const shape : {0.0, -1.0, 1.0, 3.0, 8.0}) {
        double exposure = 0;
        for (auto const& row : problem.rows) {
            bool const censored = row.kind == Observation::Kind::censored;
            if (censored && events_only) {
                continue;
            }
            double const time = censored ? row.left.time : event_time_of(row);
            auto const until = [&](double t) { return t * expm1_ratio(shape * t).value; };
            exposure += row.weight * (until(time) - until(row.entry.time));
        }
        starts.push_back(place(problem, std::log(summary.events / exposure), {shape}));
    }
    return starts;
}

Starts beta_geometric(Problem const& problem, Summary const& summary) {
    Starts starts;
    double const share = std::min(summary.events / std::max(summary.exposure, 1e-9), 0.95);
    for (double const factor : {1.0, 2.0, 4.0}) {
        double const chance = std::min(share * factor, 0.9);
        for (double const log_sum : {0.0, 1.0, 3.0}) {
            starts.push_back(place(problem, std::log(chance / (1 - chance)), {log_sum}));
        }
    }
    return starts;
}

/// @param events_only  the censored are taken as cured
Starts log_location(Problem const& problem, Summary const& summary, bool events_only) {
    double const rate =
        std::log(events_only ? summary.event_time : summary.exposure / summary.events);
    std::vector<double> unit(problem.ancillaries(), 0.0);
    std::vector<double> moments = unit;
    if (moments.empty()) {
        return {place(problem, rate, {})};
    }
    moments[0] = std::log(summary.log_deviation);
    return {place(problem, rate, unit), place(problem, summary.log_mean, moments)};
}

Starts latency(Problem const& problem, Summary const& summary, bool events_only) {
    switch (problem.model.family) {
    case Family::gompertz:
        return gompertz(problem, summary, events_only);
    case Family::beta_geometric:
        return beta_geometric(problem, summary);
    default:
        return log_location(problem, summary, events_only);
    }
}

/// Highest first; those that are not finite left out.
void sort_by_likelihood(Problem const& problem, core::LoopOptions const& options, Starts& starts) {
    std::vector<std::pair<double, Eigen::VectorXd>> rated;
    for (auto& start : starts) {
        double const value = log_likelihood(problem, start, options).value;
        if (std::isfinite(value)) {
            rated.emplace_back(value, std::move(start));
        }
    }
    std::stable_sort(rated.begin(), rated.end(),
                     [](auto const& a, auto const& b) { return a.first > b.first; });
    starts.clear();
    for (auto& [value, start] : rated) {
        starts.push_back(std::move(start));
    }
}

/// From few cured to many, the best latency for each: the likelihood may have a maximum inside and
/// another at the border.
Starts with_cured(Problem const& problem, Summary const& summary,
                  core::LoopOptions const& options) {
    Starts starts;
    double const censored = 1 - summary.events / summary.all;
    for (double const share : {0.9, 0.5, 0.1}) {
        double const cured = std::max(share * censored, 0.01);
        Starts same_share = latency(problem, summary, true);
        for (auto& start : same_share) {
            start[static_cast<Eigen::Index>(problem.cure_intercept())] =
                std::log(cured / (1 - cured));
        }
        sort_by_likelihood(problem, options, same_share);
        if (!same_share.empty()) {
            starts.push_back(same_share.front());
        }
    }
    return starts;
}

bool is_higher(Maximum const& first, Maximum const& second) {
    constexpr double rounding = 1e-7;
    bool const first_is_maximum = first.status == FitStatus::converged;
    bool const second_is_maximum = second.status == FitStatus::converged;
    double const gain = first.likelihood.value - second.likelihood.value;
    return first_is_maximum == second_is_maximum ? gain > 0
                                                 : gain > (first_is_maximum ? -rounding : rounding);
}

/// The first maximum met, for a likelihood that has but one.
Maximum first_maximum(Problem const& problem, core::LoopOptions const& options,
                      Starts const& starts) {
    Maximum best;
    for (auto const& start : starts) {
        auto found = maximise(problem, start, options);
        if (found.status == FitStatus::converged) {
            return found;
        }
        if (best.at.size() == 0 || is_higher(found, best)) {
            best = std::move(found);
        }
    }
    return best;
}

Maximum highest_maximum(Problem const& problem, core::LoopOptions const& options,
                        Starts const& starts) {
    Maximum best;
    for (auto const& start : starts) {
        auto found = maximise(problem, start, options);
        if (best.at.size() == 0 || is_higher(found, best)) {
            best = std::move(found);
        }
    }
    return best;
}

/// A maximum of a model with log sigma as only ancillary parameter, as a start with this Q.
Eigen::VectorXd with_shape(Problem const& problem, Eigen::VectorXd const& at, double shape) {
    auto const split = static_cast<Eigen::Index>(problem.first_ancillary() + 1);
    Eigen::VectorXd start(at.size() + 1);
    start << at.head(split), shape, at.tail(at.size() - split);
    return start;
}

Starts generalised_gamma(Problem const& problem, core::LoopOptions const& options) {
    Starts starts;
    Problem inner = problem;
    inner.model.family = Family::weibull;
    auto const weibull = best_maximum(inner, options);
    inner.model.family = Family::log_normal;
    auto const log_normal = best_maximum(inner, options);
    if (weibull.status == FitStatus::converged) {
        starts.push_back(with_shape(problem, weibull.at, 1));
    }
    if (log_normal.status == FitStatus::converged) {
        starts.push_back(with_shape(problem, log_normal.at, 0));
        starts.push_back(with_shape(problem, log_normal.at, -1));
    }
    return starts;
}

/// The plain model's maximum with a small cured fraction.
void add_plain_maximum(Problem const& problem, core::LoopOptions const& options, Starts& starts) {
    constexpr double small_logit = -4;
    Problem plain = problem;
    plain.model.cure = Cure::none;
    auto const found = best_maximum(plain, options);
    if (found.status == FitStatus::converged) {
        Eigen::VectorXd start =
            Eigen::VectorXd::Zero(static_cast<Eigen::Index>(problem.parameters()));
        start.head(found.at.size()) = found.at;
        start[static_cast<Eigen::Index>(problem.cure_intercept())] = small_logit;
        starts.push_back(start);
    }
}

} // namespace

Maximum best_maximum(Problem const& problem, core::LoopOptions const& options) {
    bool const cured = problem.model.cure == Cure::mixture;
    bool const gamma = problem.model.family == Family::generalised_gamma;
    Starts starts = gamma ? generalised_gamma(problem, options) : Starts{};
    if (starts.empty()) {
        auto const summary = summarise(problem);
        starts = cured ? with_cured(problem, summary, options) : latency(problem, summary, false);
        sort_by_likelihood(problem, options, starts);
    }
    if (!cured && !gamma) {
        return first_maximum(problem, options, starts);
    }
    if (cured) {
        add_plain_maximum(problem, options, starts);
    }
    return highest_maximum(problem, options, starts);
}

} // namespace analysis
