#pragma once

#include <cstddef>
#include <vector>

namespace analysis {

/// Times to an event, right-censored, with competing causes.
///
/// Who is censored at time t is still at risk for the events at t. Times within a relative 1e-9 of
/// each other count as one (see time_grid.hpp), so that 0.1 + 0.2 and 0.3 tie.
struct EventTable {
    std::vector<double> time; ///< shape (subjects), finite and > 0 [days]
    std::vector<int> status;  ///< shape (subjects); 0 censored, c in 1 .. causes: event of cause c
    int causes = 1;           ///< largest status there can be, >= 1

    [[nodiscard]] std::size_t size() const noexcept { return time.size(); }
};

} // namespace analysis
