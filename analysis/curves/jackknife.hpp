#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/data/time_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// 0, 1, .. in place of the clusters' own numbers; each row its own where the table has none.
struct Clusters {
    explicit Clusters(EventTable const& table);
    std::vector<std::uint32_t> of; ///< shape (rows)
    std::size_t count = 0;
};

/// Rows of a table in the order of the grid: who first is at risk, and who leaves, at each time.
class EntryExitOrder {
public:
    EntryExitOrder(EventTable const& table, TimeGrid const& grid);

    /// @param time  a row of the grid
    [[nodiscard]] std::span<std::uint32_t const> entering(std::size_t time) const;
    [[nodiscard]] std::span<std::uint32_t const> leaving(std::size_t time) const;

private:
    struct Buckets {
        std::vector<std::size_t> begin; ///< shape (times + 1)
        std::vector<std::uint32_t> rows;
        [[nodiscard]] std::span<std::uint32_t const> at(std::size_t time) const;
    };
    template <typename TimeOf>
    static Buckets bucket(std::size_t rows, std::size_t times, TimeOf time_of);

    Buckets entering_;
    Buckets leaving_;
};

/// Squares of the influence of clusters on processes that add up over time, all times in one pass.
///
/// The influence of row i on process p at time t is
///   w_i { jump_p(status_i) at its own time, if t has reached it
///         - sum over times u in (entry_i, min(t, time_i)] of step_p(u) }
/// With G_p the sum of the steps, that of a cluster is C_p - W G_p(t): W is its weight at risk, and
/// C_p changes only when one of its rows comes or goes. So the sums over clusters of squares and
/// products are kept up with O(1) work a row, O(processes) wide, instead of O(rows) work a time.
class Jackknife {
public:
    Jackknife(EventTable const& table, TimeGrid const& grid, std::size_t processes);

    /// Passes one time of the grid; all in order.
    /// @param step  shape (processes)
    /// @param jump  shape (causes, processes), of who has an event of the cause at this time
    void pass(std::size_t time, std::span<double const> step, std::span<double const> jump);

    /// Sum over clusters of (influence on p)^2, and of influence on p times influence on 0.
    [[nodiscard]] double square(std::size_t p) const;
    [[nodiscard]] double with_first(std::size_t p) const;

private:
    void remove(std::size_t cluster);
    void add(std::size_t cluster);
    void count(std::size_t cluster, long double sign);
    [[nodiscard]] double weight_of(std::size_t row) const;

    EventTable const& table_;
    EntryExitOrder order_;
    Clusters clusters_;
    std::size_t processes_;
    std::vector<long double> total_;    ///< G, shape (processes)
    std::vector<long double> constant_; ///< C, shape (clusters, processes)
    std::vector<long double> weight_;   ///< W, shape (clusters)
    // Sums over clusters; long double, as what has gone is subtracted again.
    long double weights_ = 0;              ///< W W
    std::vector<long double> with_weight_; ///< C_p W
    std::vector<long double> squares_;     ///< C_p C_p
    std::vector<long double> products_;    ///< C_p C_0
};

} // namespace analysis
