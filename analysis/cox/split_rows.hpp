#pragma once

#include "analysis/data/covariates.hpp"
#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// A table whose rows are cut at given times, so that covariates can change there.
struct SplitRows {
    EventTable table;             ///< with entries; the event stays with a row's last piece
    std::vector<std::size_t> row; ///< shape (pieces), the row each came from
    std::vector<int> period;      ///< shape (pieces), 0 .. cuts: piece k is within (cut k-1, cut k]

    /// Another column of the table, piece by piece.
    template <typename Value>
    [[nodiscard]] std::vector<Value> of(std::vector<Value> const& column) const {
        std::vector<Value> result;
        result.reserve(row.size());
        for (auto const from : row) {
            result.push_back(column[from]);
        }
        return result;
    }
    [[nodiscard]] Covariates of(Covariates const& covariates) const;
    [[nodiscard]] Grouping of(Grouping const& grouping) const;
};

/// Cuts every row (entry, time] at the times within it. Weights and clusters go with each piece.
/// Every estimator here gives the same for the pieces as for the rows, if covariates stay the same;
/// robust errors only with clusters, so where a table has none the row becomes the cluster.
/// @param cuts  ascending, > 0
/// @param table  times > 0: a row that begins and ends at 0 cannot be written as (entry, time]
/// Source: as survSplit in R.
[[nodiscard]] SplitRows split_rows(EventTable const& table, std::span<double const> cuts);

} // namespace analysis
