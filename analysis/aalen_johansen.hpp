#pragma once

#include "analysis/estimate.hpp"
#include "analysis/event_table.hpp"

#include <vector>

namespace analysis {

/// Cumulative incidence of each cause, P(T <= t, cause = c). Source: Aalen & Johansen 1978; variance by the delta method (Aalen
/// 1978, as in cmprsk); limits log(-log).
struct AalenJohansen {
    std::vector<double> time;                    ///< shape (distinct event times), ascending
    std::vector<std::vector<double>> incidence;  ///< shape (causes, times)
    std::vector<std::vector<double>> variance;   ///< shape (causes, times)
    Level level;

    /// @param cause  1-based, as in the table's status
    [[nodiscard]] Estimate at(int cause, double t) const;
};

[[nodiscard]] AalenJohansen aalen_johansen(EventTable const& table, Level level = {});

} // namespace analysis
