#pragma once

#include "analysis/data/event_table.hpp"
#include "sim/compare/people.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <cstdint>

namespace sim {

/// Which of the counted definitions it is. @param attrition  not a gap of days without use
[[nodiscard]] std::size_t counted_definition(analysis::Attrition const& attrition);

/// Times to attrition of the people that were counted: a row stands for all with the same day and
/// status, its weight being their number.
[[nodiscard]] analysis::EventTable events_of(DesignTally const& counts, std::size_t definition);

/// The same people under a variant and under the baseline: row i of both tables, causes together.
struct PairedEvents {
    analysis::EventTable variant;
    analysis::EventTable baseline;
};
[[nodiscard]] PairedEvents paired_events_of(PairTally const& pairs, std::size_t definition);

/// Everybody under one design, counted.
struct CountedPeople {
    CountedPeople(Record const& record, std::size_t design, CompareOptions const& options,
                  double follow_up);

    Record const& record;
    CompareOptions const& options;
    double follow_up; ///< to this time all are followed [days lived]
    std::size_t definition;
    DesignTally const& counts;
    DesignTally const& baseline; ///< its counts
    PairTally const* pairs;      ///< with the baseline; null: it is the baseline
    PairedEvents same_people;    ///< empty for the baseline
    AttritionCurves attrition;

    [[nodiscard]] double people() const { return static_cast<double>(record.users); }
};

/// Sum of counts [first, last).
[[nodiscard]] std::int64_t sum_of(Counts const& counts, std::size_t first, std::size_t last);

/// Sum of squares of differences, exactly 0 where all pairs agree.
[[nodiscard]] double squares_of_differences(std::int64_t of_variant, std::int64_t of_baseline,
                                            std::int64_t products);

/// Difference of shares. @param first, second, both  people who have it under the one, under the
/// other, and under both
[[nodiscard]] analysis::Estimate share_difference(CountedPeople const& people, std::int64_t first,
                                                  std::int64_t second, std::int64_t both);

} // namespace sim
