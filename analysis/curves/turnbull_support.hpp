#pragma once

#include "analysis/data/interval_table.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Where the mass of a nonparametric maximum likelihood estimate can lie, and which of it each row
/// holds. Times within rounding of each other are one. Rows that hold the same are one, with their
/// weights added.
struct Support {
    std::vector<double> left;       ///< shape (intervals), ascending; mass in (left, right]
    std::vector<double> right;      ///< shape (intervals); = left: a point
    std::vector<std::size_t> first; ///< shape (different rows): first interval within the row's
    std::vector<std::size_t> last;  ///< shape (different rows): last interval within the row's
    std::vector<double> weight;     ///< shape (different rows)
};

/// Source: Peto 1973; Turnbull 1976.
[[nodiscard]] Support support_of(IntervalTable const& table);

} // namespace analysis
