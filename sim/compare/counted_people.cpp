#include "sim/compare/counted_people.hpp"

#include "core/contract.hpp"

#include <numeric>

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

std::size_t counted_definition(analysis::Attrition const& attrition) {
    HOLDFAST_EXPECT(!std::holds_alternative<analysis::Inactive>(attrition));
    return std::holds_alternative<analysis::Left>(attrition) ? 0 : 1;
}

CountedPeople::CountedPeople(Record const& of, std::size_t design, CompareOptions const& as,
                             double until)
    : record(of),
      options(as),
      follow_up(until),
      definition(counted_definition(options.attrition)),
      counts(*record.designs[design].counts),
      baseline(*record.designs[record.baseline].counts),
      pairs(design == record.baseline ? nullptr : &*record.designs[design].pairs),
      same_people(pairs == nullptr ? PairedEvents{} : paired_events_of(*pairs, definition)),
      attrition(events_of(counts, definition), options.level) {}

std::int64_t sum_of(Counts const& counts, std::size_t first, std::size_t last) {
    return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first),
                           counts.begin() + static_cast<std::ptrdiff_t>(last), std::int64_t{0});
}

double squares_of_differences(std::int64_t of_variant, std::int64_t of_baseline,
                              std::int64_t products) {
    return static_cast<double>((of_variant - products) + (of_baseline - products));
}

analysis::Estimate share_difference(CountedPeople const& people, std::int64_t first,
                                    std::int64_t second, std::int64_t both) {
    return paired_share_difference(static_cast<std::size_t>(first - both),
                                   static_cast<std::size_t>(second - both), people.record.users,
                                   people.options.level);
}

} // namespace sim
