#include "analysis/curves/influence.hpp"

#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <map>

namespace analysis {

namespace {

/// Influence of every row on an estimate that an event at the curve's row costs `cost`, per share
/// of those at risk.
std::vector<double> influence_of_costs(EventTable const& table, KaplanMeier const& curve,
                                       std::vector<double> const& cost) {
    std::vector<double> event(cost.size());
    std::vector<double> at_risk(cost.size() + 1); // sums of the rows before
    for (std::size_t row = 0; row < cost.size(); ++row) {
        double const left = curve.at_risk[row] - curve.events[row];
        // When everybody at risk has the event, S is 0 from there on, whatever the weights.
        event[row] = curve.events[row] > 0 && left > 0 ? cost[row] / left : 0;
        double const share = event[row] == 0 ? 0 : curve.events[row] / curve.at_risk[row];
        at_risk[row + 1] = at_risk[row] + event[row] * share;
    }
    TimeGrid const grid(table);
    std::vector<double> influence(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const row = grid.row_of(table.time[i]);
        auto const first = table.entry.empty() ? 0 : grid.rows_until(table.entry[i]);
        double const weight = table.weight_of(i);
        influence[i] =
            weight * (at_risk[row + 1] - at_risk[first] - (table.status[i] != 0 ? event[row] : 0));
    }
    return influence;
}

} // namespace

std::vector<double> survival_influence(EventTable const& table, double t) {
    auto const curve = kaplan_meier(table, {}, LimitScale::plain, CurveVariance::model);
    std::vector<double> cost(curve.time.size());
    auto const rows = times_until(curve.time, t);
    for (std::size_t row = 0; row < rows; ++row) {
        cost[row] = curve.survival[rows - 1];
    }
    return influence_of_costs(table, curve, cost);
}

std::vector<double> restricted_mean_influence(EventTable const& table, double tau) {
    auto const curve = kaplan_meier(table, {}, LimitScale::plain, CurveVariance::model);
    auto const area = restricted_area(curve, tau);
    return area.beyond.empty() ? std::vector<double>{}
                               : influence_of_costs(table, curve, area.beyond);
}

double jackknife_variance(std::span<double const> influence, std::vector<int> const& cluster) {
    HOLDFAST_EXPECT(cluster.empty() || cluster.size() == influence.size());
    std::map<int, double> of_cluster;
    double squares = 0;
    for (std::size_t i = 0; i < influence.size(); ++i) {
        if (cluster.empty()) {
            squares += influence[i] * influence[i];
        } else {
            of_cluster[cluster[i]] += influence[i];
        }
    }
    for (auto const& [name, sum] : of_cluster) {
        squares += sum * sum;
    }
    return squares;
}

} // namespace analysis
