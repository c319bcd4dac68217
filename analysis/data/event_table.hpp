#pragma once

#include <cstddef>
#include <vector>

namespace analysis {

/// Times to an event: right-censored, with competing causes, and as data need them also
/// left-truncated, weighted and clustered.
///
/// A row is at risk on (entry, time]: who is censored at time t is still at risk for the events at
/// t, and who enters at t is not yet. Times within a relative 1e-9 of each other count as one (see
/// time_grid.hpp), so that 0.1 + 0.2 and 0.3 tie. Without entries a row is at risk from before time
/// 0, so that an event at 0 counts, as in R's survival.
struct EventTable {
    std::vector<double> time; ///< shape (rows), finite and >= 0, > entry where there is one
    std::vector<int> status;  ///< shape (rows); 0 censored, c in 1 .. causes: event of cause c
    int causes = 1;           ///< largest status there can be, >= 1

    /// shape (rows), finite and >= 0; empty: everybody from the start
    std::vector<double> entry{};
    /// shape (rows), finite and > 0; empty: 1 each
    std::vector<double> weight{};
    /// shape (rows), any number that the rows of one person (or site) share; empty: each row its
    /// own
    std::vector<int> cluster{};

    [[nodiscard]] std::size_t size() const noexcept { return time.size(); }
    [[nodiscard]] double entry_of(std::size_t row) const noexcept {
        return entry.empty() ? 0.0 : entry[row];
    }
    [[nodiscard]] double weight_of(std::size_t row) const noexcept {
        return weight.empty() ? 1.0 : weight[row];
    }
};

/// Which group, or stratum, each row belongs to.
struct Grouping {
    std::vector<int> of{}; ///< shape (rows), 0 .. groups - 1
    std::size_t groups = 0;
};

} // namespace analysis
