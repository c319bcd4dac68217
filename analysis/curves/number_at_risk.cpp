#include "analysis/curves/number_at_risk.hpp"

#include "analysis/data/time_grid.hpp"

#include <algorithm>

namespace analysis {

namespace {

/// Sums over rows of what each adds to the sorted times from one on.
struct Changes {
    explicit Changes(std::size_t times) : weight(times + 1), rows(times + 1) {}
    void add(std::size_t from, double of_row, std::ptrdiff_t sign) {
        weight[from] += static_cast<double>(sign) * of_row;
        rows[from] += sign;
    }

    std::vector<double> weight;
    std::vector<std::ptrdiff_t> rows;
};

Changes changes_at(EventTable const& table, std::vector<double> const& sorted) {
    Changes changes(sorted.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        double const weight = table.weight_of(i);
        auto const first = table.entry.empty() ? 0 : times_until(sorted, table.entry[i]);
        changes.add(first, weight, 1);
        changes.add(std::max(first, times_until(sorted, table.time[i])), weight, -1);
    }
    return changes;
}

} // namespace

NumberAtRisk number_at_risk(EventTable const& table, std::span<double const> times) {
    std::vector<double> sorted(times.begin(), times.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    auto changes = changes_at(table, sorted);
    for (std::size_t k = 1; k < changes.rows.size(); ++k) {
        changes.weight[k] += changes.weight[k - 1];
        changes.rows[k] += changes.rows[k - 1];
    }
    NumberAtRisk at_risk;
    for (double const t : times) {
        auto const k = static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), t) -
                                                sorted.begin());
        at_risk.rows.push_back(static_cast<std::size_t>(changes.rows[k]));
        at_risk.weight.push_back(changes.rows[k] == 0 ? 0 : changes.weight[k]);
    }
    return at_risk;
}

} // namespace analysis
