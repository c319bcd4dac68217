#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace analysis {

/// Times of events of which only an interval is known: the event came in (left, right], as when an
/// app is looked at once a week.
///
/// - left = right: on that time exactly
/// - right = infinity: not by `left` (right-censored)
/// - left = 0: by `right` (left-censored); an exact time 0 is left = right = 0
/// As R's Surv(left, right, type = "interval2").
struct IntervalTable {
    std::vector<double> left;     ///< shape (rows), finite, >= 0
    std::vector<double> right;    ///< shape (rows), >= left, may be infinite
    std::vector<double> weight{}; ///< shape (rows), finite and > 0; empty: 1 each

    [[nodiscard]] std::size_t size() const noexcept { return left.size(); }
    [[nodiscard]] double weight_of(std::size_t row) const noexcept {
        return weight.empty() ? 1.0 : weight[row];
    }
};

} // namespace analysis
