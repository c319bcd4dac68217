#include "analysis/data/risk_table.hpp"

#include "analysis/data/sorted_times.hpp"
#include "core/contract.hpp"

#include <span>

namespace analysis {

namespace {

/// Sums of weights and numbers of rows at each time.
struct Tally {
    explicit Tally(std::size_t times) : weight(times), rows(times) {}
    void add(std::size_t time, double of_row) {
        weight[time] += of_row;
        ++rows[time];
    }
    void clear() {
        weight.assign(weight.size(), 0);
        rows.assign(rows.size(), 0);
    }

    std::vector<double> weight;
    std::vector<std::size_t> rows;
};

/// Takes the tallies of one status after the other, then of entries, so that only one is held.
class Counting {
public:
    Counting(std::size_t causes, std::size_t times) {
        risk_.censored.assign(times, 0);
        risk_.events.assign(times, 0);
        risk_.at_risk.assign(times, 0);
        risk_.events_of_cause.reserve(causes);
        risk_.rows_at_risk.assign(times, 0);
        risk_.rows_with_event.assign(times, 0);
    }

    void add_censored(Tally const& tally) {
        risk_.censored = tally.weight;
        add(tally, risk_.at_risk, risk_.rows_at_risk);
    }
    void add_cause(Tally const& tally) {
        risk_.events_of_cause.push_back(tally.weight);
        add(tally, risk_.events, risk_.rows_with_event);
        add(tally, risk_.at_risk, risk_.rows_at_risk);
    }

    /// From those who go at each time, and those who come after the time before, to those at risk.
    /// From the end, where few are left and rounding would tell.
    RiskTable finish(Tally const* entered) {
        double weight = 0;
        std::size_t rows = 0;
        for (std::size_t time = risk_.at_risk.size(); time-- > 0;) {
            weight += risk_.at_risk[time];
            rows += risk_.rows_at_risk[time];
            risk_.at_risk[time] = weight;
            risk_.rows_at_risk[time] = rows;
            if (entered != nullptr) {
                rows -= entered->rows[time];
                // No rounding may be left over where nobody is.
                weight = rows == 0 ? 0 : weight - entered->weight[time];
            }
        }
        return std::move(risk_);
    }

private:
    static void add(Tally const& tally, std::vector<double>& weight,
                    std::vector<std::size_t>& rows) {
        for (std::size_t time = 0; time < weight.size(); ++time) {
            weight[time] += tally.weight[time];
            rows[time] += tally.rows[time];
        }
    }

    RiskTable risk_;
};

RiskTable count_by_day(EventTable const& table, TimeGrid const& grid) {
    auto const statuses = static_cast<std::size_t>(table.causes) + 1;
    std::vector<Tally> of_status(statuses, Tally(grid.size()));
    for (std::size_t i = 0; i < table.size(); ++i) {
        HOLDFAST_EXPECT(table.status[i] >= 0 && table.status[i] <= table.causes);
        of_status[static_cast<std::size_t>(table.status[i])].add(grid.row_of(table.time[i]),
                                                                 table.weight_of(i));
    }
    Counting counting(statuses - 1, grid.size());
    counting.add_censored(of_status.front());
    for (std::size_t status = 1; status < statuses; ++status) {
        counting.add_cause(of_status[status]);
    }
    if (table.entry.empty()) {
        return counting.finish(nullptr);
    }
    Tally entered(grid.size() + 1); // one more: who enters after the last time
    for (std::size_t i = 0; i < table.size(); ++i) {
        HOLDFAST_EXPECT(grid.rows_until(table.entry[i]) <= grid.row_of(table.time[i]));
        entered.add(grid.rows_until(table.entry[i]), table.weight_of(i));
    }
    return counting.finish(&entered);
}

/// Adds each of the ascending times to the last row of the grid that is not later.
template <typename Item>
void tally_times(std::vector<Item> const& times, std::span<double const> grid, Tally& tally) {
    tally.clear();
    std::size_t row = 0;
    for (auto const& item : times) {
        while (row + 1 < grid.size() && grid[row + 1] <= time_of(item)) {
            ++row;
        }
        tally.add(row, weight_of(item));
    }
}

/// Adds each of the ascending entries to the first row of the grid that is later, rounding allowed
/// for.
template <typename Item>
void tally_entries(std::vector<Item> const& entries, std::span<double const> grid, Tally& tally) {
    tally.clear();
    std::size_t row = 0;
    for (auto const& item : entries) {
        double const entry = time_of(item) + same_time * time_of(item);
        while (row + 1 < grid.size() && grid[row] <= entry) {
            ++row;
        }
        tally.add(row, weight_of(item));
    }
}

template <typename Item>
RiskTable count_sorted(SortedTimes<Item> times, std::span<double const> grid) {
    Counting counting(times.of_status.size() - 1, grid.size());
    Tally tally(grid.size());
    for (std::size_t status = 0; status < times.of_status.size(); ++status) {
        tally_times(times.of_status[status], grid, tally);
        status == 0 ? counting.add_censored(tally) : counting.add_cause(tally);
        times.of_status[status] = {};
    }
    if (times.entries.empty()) {
        return counting.finish(nullptr);
    }
    tally_entries(times.entries, grid, tally);
    return counting.finish(&tally);
}

} // namespace

RiskTable count_risk(EventTable const& table, TimeGrid const& grid) {
    HOLDFAST_EXPECT(table.causes >= 1);
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    HOLDFAST_EXPECT(table.entry.empty() || table.entry.size() == table.size());
    if (grid.of_whole_days()) {
        return count_by_day(table, grid);
    }
    return table.weight.empty() ? count_sorted(sorted_times(table), grid.times())
                                : count_sorted(sorted_weighted_times(table), grid.times());
}

} // namespace analysis
