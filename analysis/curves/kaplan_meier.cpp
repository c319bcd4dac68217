#include "analysis/curves/kaplan_meier.hpp"

#include "analysis/curves/jackknife.hpp"
#include "analysis/data/risk_sweep.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

constexpr double same_probability = 1e-9;

Estimate survival_of_row(KaplanMeier const& curve, std::size_t row) {
    double const survival = curve.survival[row];
    double const error = survival > 0 ? survival * std::sqrt(curve.log_variance[row]) : undefined;
    return survival_interval(survival, error, curve.level, curve.scale);
}

template <typename Change>
void for_each_column(KaplanMeier& curve, Change change) {
    for (auto* column : {&curve.time, &curve.at_risk, &curve.events, &curve.censored,
                         &curve.survival, &curve.log_variance}) {
        change(*column);
    }
}

void append(KaplanMeier& curve, RiskRow const& row) {
    double survival = curve.survival.empty() ? 1 : curve.survival.back();
    double greenwood = curve.log_variance.empty() ? 0 : curve.log_variance.back();
    if (row.events > 0) {
        double const left = row.at_risk - row.events;
        survival *= left / row.at_risk;
        greenwood += row.events / (row.at_risk * left);
    }
    curve.time.push_back(row.time);
    curve.at_risk.push_back(row.at_risk);
    curve.events.push_back(row.events);
    curve.censored.push_back(row.censored);
    curve.survival.push_back(survival);
    curve.log_variance.push_back(greenwood);
}

void replace_by_jackknife(KaplanMeier& curve, EventTable const& table) {
    TimeGrid const grid(table);
    Jackknife jackknife(table, grid, 1);
    for (std::size_t row = 0; row < grid.size() && curve.survival[row] > 0; ++row) {
        double const n = curve.at_risk[row];
        double const d = curve.events[row];
        std::array const step{d > 0 ? d / (n * (n - d)) : 0};
        std::vector<double> const jump(static_cast<std::size_t>(table.causes), 1 / (n - d));
        jackknife.pass(row, step, jump);
        curve.log_variance[row] = jackknife.square(0);
    }
}

} // namespace

KaplanMeier kaplan_meier(EventTable const& table, Level level, LimitScale scale,
                         CurveVariance variance) {
    KaplanMeier curve;
    curve.level = level;
    curve.scale = scale;
    RiskSweep sweep(table);
    for_each_column(curve, [&](auto& column) { column.reserve(sweep.most_times()); });
    while (sweep.next()) {
        append(curve, sweep.row());
    }
    for_each_column(curve, [](auto& column) {
        if (column.size() < column.capacity() / 2) {
            column.shrink_to_fit(); // copies, so not for what was never touched
        }
    });
    if (resolve(variance, table) == CurveVariance::jackknife) {
        replace_by_jackknife(curve, table);
    }
    return curve;
}

Estimate KaplanMeier::at(double t) const {
    if (time.empty()) {
        return {};
    }
    auto const rows = times_until(time, t);
    return rows == 0 ? survival_interval(1, 0, level, scale) : survival_of_row(*this, rows - 1);
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
