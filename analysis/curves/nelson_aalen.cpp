#include "analysis/curves/nelson_aalen.hpp"

#include "analysis/curves/jackknife.hpp"
#include "analysis/data/risk_sweep.hpp"
#include "analysis/data/time_grid.hpp"

#include <array>
#include <cmath>

namespace analysis {

namespace {

/// What the events of one time do to H: step, its variance, and the infinitesimal jackknife's
/// terms.
struct HazardStep {
    double hazard = 0;
    double variance = 0;
    double of_event = 0;   ///< d hazard / d weight of a row that has the event, less `of_at_risk`
    double of_at_risk = 0; ///< - d hazard / d weight of a row that has not
};

HazardStep step_of(RiskRow const& row, HazardTies ties) {
    if (row.rows_with_event == 0) {
        return {};
    }
    double const n = row.at_risk;
    double const d = row.events;
    if (ties == HazardTies::nelson_aalen) {
        return {d / n, d / (n * n), 1 / n, d / (n * n)};
    }
    auto const rows = static_cast<double>(row.rows_with_event);
    double const each = d / rows;
    HazardStep step;
    for (std::size_t k = 0; k < row.rows_with_event; ++k) {
        auto const gone = static_cast<double>(k);
        double const left = n - gone * each;
        step.hazard += each / left;
        step.variance += each / (left * left);
        step.of_event += 1 / (rows * left) + each * gone / (rows * left * left);
        step.of_at_risk += each / (left * left);
    }
    return step;
}

void replace_by_jackknife(NelsonAalen& curve, EventTable const& table,
                          std::vector<HazardStep> const& steps) {
    TimeGrid const grid(table);
    Jackknife jackknife(table, grid, 1);
    for (std::size_t row = 0; row < grid.size(); ++row) {
        std::array const step{steps[row].of_at_risk};
        std::vector<double> const jump(static_cast<std::size_t>(table.causes), steps[row].of_event);
        jackknife.pass(row, step, jump);
        curve.variance[row] = jackknife.square(0);
    }
}

/// -log turns limits round, and 1 into a 0 without a sign.
double minus_log(double survival) {
    return survival == 1 ? 0 : -std::log(survival);
}

} // namespace

NelsonAalen nelson_aalen(EventTable const& table, Level level, LimitScale scale, HazardTies ties,
                         CurveVariance variance) {
    NelsonAalen curve;
    curve.level = level;
    curve.scale = scale;
    bool const jackknife = resolve(variance, table) == CurveVariance::jackknife;
    std::vector<HazardStep> steps;
    HazardStep total;
    RiskSweep sweep(table);
    while (sweep.next()) {
        auto const& row = sweep.row();
        auto const step = step_of(row, ties);
        total.hazard += step.hazard;
        total.variance += step.variance;
        curve.time.push_back(row.time);
        curve.at_risk.push_back(row.at_risk);
        curve.events.push_back(row.events);
        curve.hazard.push_back(total.hazard);
        curve.variance.push_back(total.variance);
        if (jackknife) {
            steps.push_back(step);
        }
    }
    if (jackknife) {
        replace_by_jackknife(curve, table, steps);
    }
    return curve;
}

Estimate NelsonAalen::survival(double t) const {
    if (time.empty()) {
        return {};
    }
    auto const rows = times_until(time, t);
    double const survival = rows == 0 ? 1 : std::exp(-hazard[rows - 1]);
    double const error = rows == 0 ? 0 : survival * std::sqrt(variance[rows - 1]);
    return survival_interval(survival, error, level, scale);
}

Estimate NelsonAalen::at(double t) const {
    if (time.empty()) {
        return {};
    }
    auto const rows = times_until(time, t);
    auto const limits = survival(t);
    return {.value = rows == 0 ? 0 : hazard[rows - 1],
            .low = minus_log(limits.high),
            .high = minus_log(limits.low),
            .standard_error = rows == 0 ? 0 : std::sqrt(variance[rows - 1])};
}

} // namespace analysis
