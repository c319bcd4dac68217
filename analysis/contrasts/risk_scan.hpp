#pragma once

#include "analysis/contrasts/row_order.hpp"
#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// Who is at risk and who has events at one time, by group. Counts are sums of weights.
struct RiskSet {
    double time = 0;
    std::vector<double> at_risk;  ///< shape (groups)
    std::vector<double> events;   ///< shape (groups), all causes together
    std::vector<double> of_cause; ///< shape (groups), the cause asked for
    double all_at_risk = 0;
    double all_events = 0;
    double all_of_cause = 0;
};

/// Walks through the times with events of one stratum, ascending, keeping only the counts of the
/// present one: memory is that of the order of rows, however many times there are.
///
/// Times within a relative 1e-9 of the first of a run are one, and who enters within it of that
/// time is not yet at risk, as everywhere in analysis/.
class RiskScan {
public:
    /// @param groups  without groups: all rows are one
    /// @param strata  without groups: all rows are one stratum
    /// @param cause   what `of_cause` counts; 0: every cause
    RiskScan(EventTable const& table, Grouping const& groups, Grouping const& strata = {},
             int cause = 0);

    [[nodiscard]] std::size_t strata() const noexcept { return leaving_.begin.size() - 1; }
    [[nodiscard]] std::size_t groups() const noexcept { return set_.at_risk.size(); }

    /// Goes to before the first time of a stratum.
    void start(std::size_t stratum);
    /// Goes to the next time with an event; false: there is none.
    [[nodiscard]] bool next();
    [[nodiscard]] RiskSet const& set() const noexcept { return set_; }
    /// The last time of the present stratum, event or not; 0 when it has no rows.
    [[nodiscard]] double last_time() const;

private:
    [[nodiscard]] std::size_t group_of(std::size_t row) const;
    [[nodiscard]] double weight_of(std::size_t row) const;
    [[nodiscard]] bool entered_before(std::size_t row, double time) const;
    void admit(std::size_t row);
    void admit_all();
    void admit_until(double time);
    void take_out_run();
    void find_run();
    void count_run();

    EventTable const& table_;
    Grouping const& groups_;
    int cause_;
    RowOrder leaving_;
    RowOrder entering_; ///< empty when nobody enters late
    std::vector<std::size_t> rows_at_risk_;
    RiskSet set_;
    std::size_t stratum_ = 0;
    std::size_t run_begin_ = 0; ///< rows of the present time, as places in leaving_.rows
    std::size_t run_end_ = 0;
    std::size_t next_entry_ = 0;
};

} // namespace analysis
