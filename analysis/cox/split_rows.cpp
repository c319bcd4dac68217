#include "analysis/cox/split_rows.hpp"

#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>

namespace analysis {

namespace {

void add_piece(SplitRows& to, EventTable const& table, std::size_t row, double entry, double time,
               std::size_t period) {
    bool const last = time == table.time[row];
    to.table.entry.push_back(entry);
    to.table.time.push_back(time);
    to.table.status.push_back(last ? table.status[row] : 0);
    to.row.push_back(row);
    to.period.push_back(static_cast<int>(period));
}

} // namespace

SplitRows split_rows(EventTable const& table, std::span<double const> cuts) {
    HOLDFAST_EXPECT(std::is_sorted(cuts.begin(), cuts.end()));
    HOLDFAST_EXPECT(cuts.empty() || cuts.front() > 0);
    SplitRows result;
    result.table.causes = table.causes;
    for (std::size_t row = 0; row < table.size(); ++row) {
        double const end = table.time[row];
        double from = table.entry_of(row);
        HOLDFAST_EXPECT(from < end);
        auto period = times_until(cuts, from);
        // A cut within rounding of the end is the end: no piece without length.
        for (; period < cuts.size() && cuts[period] < end - same_time * end; ++period) {
            add_piece(result, table, row, from, cuts[period], period);
            from = cuts[period];
        }
        add_piece(result, table, row, from, end, period);
    }
    if (!table.weight.empty()) {
        result.table.weight = result.of(table.weight);
    }
    if (!table.cluster.empty()) {
        result.table.cluster = result.of(table.cluster);
    } else {
        result.table.cluster.reserve(result.row.size());
        for (auto const row : result.row) {
            result.table.cluster.push_back(static_cast<int>(row));
        }
    }
    return result;
}

Covariates SplitRows::of(Covariates const& covariates) const {
    Covariates result{
        .values = Eigen::MatrixXd(static_cast<Eigen::Index>(row.size()), covariates.values.cols()),
        .names = covariates.names};
    for (std::size_t piece = 0; piece < row.size(); ++piece) {
        result.values.row(static_cast<Eigen::Index>(piece)) =
            covariates.values.row(static_cast<Eigen::Index>(row[piece]));
    }
    return result;
}

Grouping SplitRows::of(Grouping const& grouping) const {
    return {grouping.of.empty() ? std::vector<int>{} : of(grouping.of), grouping.groups};
}

} // namespace analysis
