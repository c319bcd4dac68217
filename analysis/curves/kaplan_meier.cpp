#include "analysis/curves/kaplan_meier.hpp"

#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/log_log.hpp"
#include "core/contract.hpp"

#include <cmath>
#include <utility>

namespace analysis {

namespace {

constexpr double same_probability = 1e-9;

Estimate survival_of_row(KaplanMeier const& curve, std::size_t row) {
    double const survival = curve.survival[row];
    double const error = survival > 0 ? survival * std::sqrt(curve.greenwood[row]) : undefined;
    return log_log_interval(survival, error, curve.level);
}

} // namespace

KaplanMeier kaplan_meier(EventTable const& table, Level level) {
    TimeGrid const grid(table);
    auto risk = count_risk(table, grid);

    KaplanMeier curve;
    curve.level = level;
    curve.time = grid.times();
    curve.survival.reserve(grid.size());
    curve.greenwood.reserve(grid.size());
    double survival = 1;
    double greenwood = 0;
    for (std::size_t row = 0; row < grid.size(); ++row) {
        double const n = risk.at_risk[row];
        double const d = risk.events[row];
        if (d > 0) {
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
        }
        curve.survival.push_back(survival);
        curve.greenwood.push_back(greenwood);
    }
    curve.at_risk = std::move(risk.at_risk);
    curve.events = std::move(risk.events);
    curve.censored = std::move(risk.censored);
    return curve;
}

Estimate KaplanMeier::at(double t) const {
    if (time.empty()) {
        return {};
    }
    auto const rows = times_until(time, t);
    return rows == 0 ? log_log_interval(1, 0, level) : survival_of_row(*this, rows - 1);
}

Estimate KaplanMeier::quantile(double p) const {
    HOLDFAST_EXPECT(p > 0 && p < 1);
    double const target = 1 - p + same_probability;
    Estimate found;
    auto const reach = [target](double& where, double limit, double t) {
        if (std::isnan(where) && limit <= target) {
            where = t;
        }
    };
    for (std::size_t row = 0; row < time.size() && std::isnan(found.high); ++row) {
        auto const s = survival_of_row(*this, row);
        reach(found.value, s.value, time[row]);
        reach(found.low, s.low, time[row]);
        reach(found.high, s.high, time[row]);
    }
    return found;
}

} // namespace analysis
