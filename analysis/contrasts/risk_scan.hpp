#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace analysis {

/// Who is at risk and who has events at one time, by group. Counts are sums of weights.
struct RiskSet {
    double time = 0;
    std::vector<double> at_risk{};  ///< shape (groups)
    std::vector<double> events{};   ///< shape (groups), all causes together
    std::vector<double> of_cause{}; ///< shape (groups), the cause asked for
    double all_at_risk = 0;
    double all_events = 0;
    double all_of_cause = 0;
};

/// Walks through the times with events of one stratum, ascending, keeping only the counts of the
/// present one: the memory is one copy of the times, sorted (with weights, of both), however many
/// of them differ. data/risk_sweep.hpp does it for one group.
///
/// Times within a relative 1e-9 of the first of a run are one, and who enters within it of that
/// time is not yet at risk, as everywhere in analysis/. A row that enters within it of its own time
/// is never at risk.
class RiskScan {
public:
    /// @param groups  without groups: all rows are one
    /// @param strata  without groups: all rows are one stratum
    /// @param cause   what `of_cause` counts; 0: every cause
    RiskScan(EventTable const& table, Grouping const& groups, Grouping const& strata = {},
             int cause = 0);
    ~RiskScan();
    RiskScan(RiskScan const&) = delete;
    RiskScan& operator=(RiskScan const&) = delete;

    [[nodiscard]] std::size_t strata() const noexcept;
    [[nodiscard]] std::size_t groups() const noexcept;

    /// Goes to before the first time of a stratum; the first one when it is made.
    void start(std::size_t stratum);
    /// Goes to the next time with an event; false: there is none.
    [[nodiscard]] bool next();
    [[nodiscard]] RiskSet const& set() const noexcept;
    /// The last time of the present stratum, event or not; 0 when it has no rows.
    [[nodiscard]] double last_time() const;

    class Source; ///< with weights, or without

private:
    std::unique_ptr<Source> source_;
};

} // namespace analysis
