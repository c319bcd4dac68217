#include "analysis/data/risk_table.hpp"

#include "core/contract.hpp"

#include <iterator>
#include <utility>

namespace analysis {

namespace {

std::vector<std::vector<std::size_t>> count_statuses(EventTable const& table,
                                                     TimeGrid const& grid) {
    auto const statuses = static_cast<std::size_t>(table.causes) + 1;
    std::vector<std::vector<std::size_t>> counts(statuses, std::vector<std::size_t>(grid.size()));
    for (std::size_t i = 0; i < table.size(); ++i) {
        HOLDFAST_EXPECT(table.status[i] >= 0 && table.status[i] <= table.causes);
        ++counts[static_cast<std::size_t>(table.status[i])][grid.row_of(table.time[i])];
    }
    return counts;
}

} // namespace

RiskTable count_risk(EventTable const& table, TimeGrid const& grid) {
    HOLDFAST_EXPECT(table.causes >= 1);
    auto counts = count_statuses(table, grid);

    RiskTable risk;
    risk.censored = std::move(counts.front());
    risk.events_of_cause.assign(std::make_move_iterator(counts.begin() + 1),
                                std::make_move_iterator(counts.end()));
    risk.events.assign(grid.size(), 0);
    risk.at_risk.assign(grid.size(), 0);
    std::size_t still_in = 0;
    for (std::size_t row = grid.size(); row-- > 0;) {
        for (auto const& of_cause : risk.events_of_cause) {
            risk.events[row] += of_cause[row];
        }
        still_in += risk.events[row] + risk.censored[row];
        risk.at_risk[row] = still_in;
    }
    return risk;
}

} // namespace analysis
