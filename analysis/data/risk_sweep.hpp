#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace analysis {

/// What is counted at one time; sums of weights, and numbers of rows, as in RiskTable.
struct RiskRow {
    double time = 0;
    double at_risk = 0;
    double events = 0; ///< all causes together
    double censored = 0;
    std::size_t rows_at_risk = 0;
    std::size_t rows_with_event = 0;
};

/// The rows of a risk table one after the other, ascending in time, for estimators that need no
/// more than one pass: with 10 million different times a whole risk table is larger than the data.
///
///     RiskSweep sweep(table);
///     while (sweep.next()) { use(sweep.row()); }
class RiskSweep {
public:
    explicit RiskSweep(EventTable const& table);
    ~RiskSweep();
    RiskSweep(RiskSweep const&) = delete;
    RiskSweep& operator=(RiskSweep const&) = delete;

    /// Goes to the next time, at first to the first one; false when there is none.
    [[nodiscard]] bool next();
    [[nodiscard]] RiskRow const& row() const noexcept;
    /// shape (causes), valid until next()
    [[nodiscard]] std::span<double const> events_of_cause() const noexcept;
    /// At least as many as there are times: what to reserve, untouched memory costing nothing.
    [[nodiscard]] std::size_t most_times() const noexcept;

    class Source; ///< days counted, or times sorted

private:
    std::unique_ptr<Source> source_;
};

} // namespace analysis
