#include "sim/compare/count_tables.hpp"

namespace sim {
namespace {

/// @param day  of the event, `days` when there is none
void add_row(analysis::EventTable& table, std::size_t day, std::size_t days, int status,
             std::int64_t people) {
    // Events count in days lived; who has none is followed through the last day.
    table.time.push_back(static_cast<double>(day == days ? days : day + 1));
    table.status.push_back(status);
    table.weight.push_back(static_cast<double>(people));
}

} // namespace

analysis::EventTable events_of(DesignTally const& counts, std::size_t definition) {
    std::size_t const days = counts.sizes.days();
    std::size_t const statuses = statuses_of(definition, counts.sizes.causes);
    analysis::EventTable table;
    table.causes = static_cast<int>(statuses);
    for (std::size_t day = 0; day <= days; ++day) {
        for (std::size_t status = 0; status <= statuses; ++status) {
            auto const people = counts.events[definition][day * (1 + statuses) + status];
            if (people > 0) {
                add_row(table, day, days, static_cast<int>(status), people);
            }
        }
    }
    return table;
}

PairedEvents paired_events_of(PairTally const& pairs, std::size_t definition) {
    std::size_t const days = pairs.sizes.days();
    PairedEvents tables;
    for (std::size_t one = 0; one <= days; ++one) {
        for (std::size_t other = 0; other <= days; ++other) {
            auto const people = pairs.events[definition][one * (days + 1) + other];
            if (people > 0) {
                add_row(tables.variant, one, days, one < days ? 1 : 0, people);
                add_row(tables.baseline, other, days, other < days ? 1 : 0, people);
            }
        }
    }
    return tables;
}

} // namespace sim
