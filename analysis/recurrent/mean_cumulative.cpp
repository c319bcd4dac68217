#include "analysis/recurrent/mean_cumulative.hpp"

#include "analysis/curves/influence.hpp"
#include "analysis/curves/jackknife.hpp"
#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/proportion.hpp"
#include "analysis/recurrent/mean_cumulative_steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace analysis {

namespace {

std::size_t count_persons(std::vector<int> person) {
    std::sort(person.begin(), person.end());
    return static_cast<std::size_t>(std::unique(person.begin(), person.end()) - person.begin());
}

std::vector<double> variances(EventTable const& rows, TimeGrid const& grid,
                              MeanSteps const& steps) {
    Jackknife jackknife(rows, grid, 2);
    std::vector<double> variance;
    for (std::size_t k = 0; k < grid.size(); ++k) {
        std::array<double, 4> const jump{steps.event_jump[k][0], steps.event_jump[k][1],
                                         steps.terminal_jump[k][0], steps.terminal_jump[k][1]};
        jackknife.pass(k, steps.step[k], jump);
        double const mean = steps.mean[k];
        variance.push_back(std::max(0.0, jackknife.square(1) - 2 * mean * jackknife.with_first(1) +
                                             mean * mean * jackknife.square(0)));
    }
    return variance;
}

/// Sums of the steps over the first 0, 1, .. times.
std::vector<MeanSteps::Pair> totals(MeanSteps const& steps) {
    std::vector<MeanSteps::Pair> total(steps.step.size() + 1, {0, 0});
    for (std::size_t k = 0; k < steps.step.size(); ++k) {
        total[k + 1] = {total[k][0] + steps.step[k][0], total[k][1] + steps.step[k][1]};
    }
    return total;
}

double mean_at(MeanCumulative const& curve, double t) {
    auto const until = times_until(curve.time, t);
    return until == 0 ? 0 : curve.mean[until - 1];
}

/// The influences of two tables, each divided by its scale, over persons.
double variance_of_contrast(RecurrentTable const& variant, double variant_scale,
                            RecurrentTable const& baseline, double baseline_scale, double t,
                            Pairing pairing) {
    auto const of_variant = mean_cumulative_influence(variant, t);
    auto const of_baseline = mean_cumulative_influence(baseline, t);
    if (pairing == Pairing::unpaired) {
        return jackknife_variance(of_variant, variant.person) / (variant_scale * variant_scale) +
               jackknife_variance(of_baseline, baseline.person) / (baseline_scale * baseline_scale);
    }
    std::map<int, double> of_person;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        of_person[variant.person[i]] += of_variant[i] / variant_scale;
    }
    for (std::size_t i = 0; i < baseline.size(); ++i) {
        of_person[baseline.person[i]] -= of_baseline[i] / baseline_scale;
    }
    double squares = 0;
    for (auto const& [person, influence] : of_person) {
        squares += influence * influence;
    }
    return squares;
}

} // namespace

Estimate MeanCumulative::at(double t) const {
    if (persons == 0) {
        return {};
    }
    auto const until = times_until(time, t);
    if (until == 0 || mean[until - 1] == 0) {
        return {.value = 0, .standard_error = 0};
    }
    double const value = mean[until - 1];
    double const error = std::sqrt(variance[until - 1]);
    double const factor = std::exp(normal_quantile_two_sided(level) * error / value);
    return {value, value / factor, value * factor, error};
}

MeanCumulative mean_cumulative(RecurrentTable const& table, Level level) {
    auto const rows = event_table(table);
    TimeGrid const grid(rows);
    auto risk = count_risk(rows, grid);
    MeanSteps const steps(risk);
    return {.persons = count_persons(table.person),
            .time = grid.times(),
            .at_risk = std::move(risk.at_risk),
            .events = std::move(risk.events_of_cause[0]),
            .terminal = std::move(risk.events_of_cause[1]),
            .mean = steps.mean,
            .variance = variances(rows, grid, steps),
            .level = level};
}

std::vector<double> mean_cumulative_influence(RecurrentTable const& table, double t) {
    auto const rows = event_table(table);
    TimeGrid const grid(rows);
    MeanSteps const steps(count_risk(rows, grid));
    auto const total = totals(steps);
    auto const reached = times_until(grid.times(), t);
    double const mean = reached == 0 ? 0 : steps.mean[reached - 1];
    std::vector<double> influence(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const own = grid.row_of(table.stop[i]);
        auto const end = std::min(own + 1, reached);
        auto const begin = std::min(grid.rows_until(table.start[i]), end);
        auto const on = [&](std::size_t p) {
            double const gained =
                own >= reached                                 ? 0
                : table.status[i] == RecurrentStatus::event    ? steps.event_jump[own][p]
                : table.status[i] == RecurrentStatus::terminal ? steps.terminal_jump[own][p]
                                                               : 0;
            return gained - (total[end][p] - total[begin][p]);
        };
        double const weight = table.weight_of(i);
        influence[i] = weight * (on(1) - mean * on(0));
    }
    return influence;
}

Estimate mean_cumulative_difference(RecurrentTable const& variant, RecurrentTable const& baseline,
                                    double t, Pairing pairing, Level level) {
    if (variant.size() == 0 || baseline.size() == 0) {
        return {};
    }
    double const difference =
        mean_at(mean_cumulative(variant), t) - mean_at(mean_cumulative(baseline), t);
    double const variance = variance_of_contrast(variant, 1, baseline, 1, t, pairing);
    return normal_interval(difference, std::sqrt(variance), level);
}

Estimate mean_cumulative_ratio(RecurrentTable const& variant, RecurrentTable const& baseline,
                               double t, Pairing pairing, Level level) {
    double const above = mean_at(mean_cumulative(variant), t);
    double const below = mean_at(mean_cumulative(baseline), t);
    if (!(above > 0 && below > 0)) {
        return {};
    }
    double const variance = variance_of_contrast(variant, above, baseline, below, t, pairing);
    auto const logarithm = normal_interval(std::log(above / below), std::sqrt(variance), level);
    return {above / below, std::exp(logarithm.low), std::exp(logarithm.high),
            logarithm.standard_error};
}

} // namespace analysis
