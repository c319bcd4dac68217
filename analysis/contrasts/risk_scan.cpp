#include "analysis/contrasts/risk_scan.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

constexpr double same_time = 1e-9; // relative

bool within_range(Grouping const& grouping, std::size_t rows) {
    return grouping.groups == 0 ||
           (grouping.of.size() == rows &&
            std::all_of(grouping.of.begin(), grouping.of.end(), [&grouping](int g) {
                return g >= 0 && static_cast<std::size_t>(g) < grouping.groups;
            }));
}

void check(EventTable const& table) {
    HOLDFAST_EXPECT(table.status.size() == table.size());
    HOLDFAST_EXPECT(table.entry.empty() || table.entry.size() == table.size());
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    HOLDFAST_EXPECT(std::all_of(table.time.begin(), table.time.end(),
                                [](double t) { return t >= 0 && std::isfinite(t); }));
    static_cast<void>(table);
}

} // namespace

RiskScan::RiskScan(EventTable const& table, Grouping const& groups, Grouping const& strata,
                   int cause)
    : table_(table), groups_(groups), cause_(cause) {
    check(table);
    HOLDFAST_EXPECT(within_range(groups, table.size()));
    HOLDFAST_EXPECT(within_range(strata, table.size()));
    leaving_ = order_rows(table.time, strata);
    if (!table.entry.empty()) {
        entering_ = order_rows(table.entry, strata);
    }
    set_.at_risk.resize(std::max<std::size_t>(1, groups.groups));
    start(0);
}

std::size_t RiskScan::group_of(std::size_t row) const {
    return groups_.groups == 0 ? 0 : static_cast<std::size_t>(groups_.of[row]);
}

double RiskScan::weight_of(std::size_t row) const {
    return table_.weight.empty() ? 1 : table_.weight[row];
}

bool RiskScan::entered_before(std::size_t row, double time) const {
    return table_.entry.empty() || time - table_.entry[row] > same_time * time;
}

double RiskScan::last_time() const {
    auto const begin = leaving_.begin[stratum_];
    auto const end = leaving_.begin[stratum_ + 1];
    return begin == end ? 0 : table_.time[leaving_.rows[end - 1]];
}

void RiskScan::start(std::size_t stratum) {
    HOLDFAST_EXPECT(stratum < strata());
    stratum_ = stratum;
    run_begin_ = run_end_ = leaving_.begin[stratum];
    rows_at_risk_.assign(groups(), 0);
    set_.at_risk.assign(groups(), 0);
    set_.all_at_risk = 0;
    if (table_.entry.empty()) {
        admit_all();
    } else {
        next_entry_ = entering_.begin[stratum];
    }
}

void RiskScan::admit(std::size_t row) {
    auto const group = group_of(row);
    ++rows_at_risk_[group];
    set_.at_risk[group] += weight_of(row);
    set_.all_at_risk += weight_of(row);
}

void RiskScan::admit_all() {
    for (std::size_t place = run_begin_; place < leaving_.begin[stratum_ + 1]; ++place) {
        admit(leaving_.rows[place]);
    }
}

void RiskScan::admit_until(double time) {
    for (; next_entry_ < entering_.begin[stratum_ + 1]; ++next_entry_) {
        auto const row = entering_.rows[next_entry_];
        if (!entered_before(row, time)) {
            return;
        }
        // A row whose entry ties with its own time is past before it enters.
        if (table_.time[row] >= time) {
            admit(row);
        }
    }
}

/// Sums of weights that are no whole numbers leave a crumb when all are taken out again: a group
/// that is empty has exactly 0 at risk.
void RiskScan::take_out_run() {
    bool emptied = false;
    for (std::size_t place = run_begin_; place < run_end_; ++place) {
        auto const row = leaving_.rows[place];
        if (entered_before(row, set_.time)) {
            auto const group = group_of(row);
            set_.at_risk[group] -= weight_of(row);
            set_.all_at_risk -= weight_of(row);
            if (--rows_at_risk_[group] == 0) {
                set_.at_risk[group] = 0;
                emptied = true;
            }
        }
    }
    if (emptied) {
        set_.all_at_risk = 0;
        for (double const of_group : set_.at_risk) {
            set_.all_at_risk += of_group;
        }
    }
}

void RiskScan::find_run() {
    run_begin_ = run_end_;
    set_.time = table_.time[leaving_.rows[run_begin_]];
    auto const end = leaving_.begin[stratum_ + 1];
    while (run_end_ < end) {
        double const time = table_.time[leaving_.rows[run_end_]];
        if (time - set_.time > same_time * time) {
            return;
        }
        ++run_end_;
    }
}

void RiskScan::count_run() {
    set_.events.assign(groups(), 0);
    set_.of_cause.assign(groups(), 0);
    set_.all_events = set_.all_of_cause = 0;
    for (std::size_t place = run_begin_; place < run_end_; ++place) {
        auto const row = leaving_.rows[place];
        auto const status = table_.status[row];
        if (status == 0 || !entered_before(row, set_.time)) {
            continue;
        }
        double const weight = weight_of(row);
        set_.events[group_of(row)] += weight;
        set_.all_events += weight;
        if (cause_ == 0 || status == cause_) {
            set_.of_cause[group_of(row)] += weight;
            set_.all_of_cause += weight;
        }
    }
}

bool RiskScan::next() {
    while (true) {
        take_out_run();
        if (run_end_ == leaving_.begin[stratum_ + 1]) {
            run_begin_ = run_end_;
            return false;
        }
        find_run();
        if (!table_.entry.empty()) {
            admit_until(set_.time);
        }
        count_run();
        if (set_.all_events > 0) {
            return true;
        }
    }
}

} // namespace analysis
