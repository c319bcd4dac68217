#pragma once

#include "sim/measures/person_measure.hpp"
#include "sim/tally/tally.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// A column of a tally: where it stands in a file below its design, and what it counts.
struct TallyColumn {
    std::string name;
    std::vector<std::size_t> shape;
    std::string unit;
    std::string describes;
};

inline constexpr char const* unit_of_moments = "2^-30";

/// "distress_start, distress_change, ..."
[[nodiscard]] std::string names_of_moments();

/// Every column of a design's tally, in one place. Calls visit(TallyColumn, counts of the first,
/// of the others ...).
template <class Visit, class First, class... Others>
void visit_design_tally(Visit&& visit, First& first, Others&... others) {
    std::size_t const days = first.sizes.days();
    std::size_t const measures = counted_moments(first.sizes.components).size();
    for (std::size_t a = 0; a < counted_attritions; ++a) {
        visit(TallyColumn{std::string("counts/events_") + counted_names[a],
                          {days + 1, 1 + statuses_of(a, first.sizes.causes)},
                          "people",
                          "by the day of the event (the last row: none) and its cause (the first "
                          "column: none), then lapsed unless the event is leaving"},
              first.events[a], others.events[a]...);
    }
    visit(TallyColumn{"counts/last_use",
                      {days + 1},
                      "people",
                      "by the last day of use: never, day 0, day 1, ..."},
          first.last_use, others.last_use...);
    visit(TallyColumn{"counts/returned",
                      {days + 1},
                      "people",
                      "by the first day of use from day 1 on; the last: none"},
          first.returned, others.returned...);
    visit(TallyColumn{"counts/used", {days}, "people", "used the app on the day"}, first.used,
          others.used...);
    visit(TallyColumn{"counts/days_used_squared",
                      {days},
                      "days^2",
                      "sum of squares of the number of days used, from day 0 to this one"},
          first.days_used_squared, others.days_used_squared...);
    visit(TallyColumn{"counts/open_days_squared",
                      {1},
                      "days^2",
                      "sum of squares of the number of days used from day 1 to the horizon"},
          first.open_days_squared, others.open_days_squared...);
    visit(TallyColumn{"counts/measures",
                      {measures},
                      unit_of_moments,
                      "sums over people of " + names_of_moments() +
                          "; a measure of components has one for each"},
          first.measures, others.measures...);
    visit(
        TallyColumn{
            "counts/measures_squared", {measures}, unit_of_moments, "sums of squares, as measures"},
        first.measures_squared, others.measures_squared...);
    for (std::size_t n = 0; n < first.scores.size(); ++n) {
        visit(TallyColumn{"counts/scores_" + std::to_string(n),
                          {first.sizes.days_given[n], 3},
                          "people, then 2^-30",
                          "of the instrument of this number, a row each of its days: answered, "
                          "sum and sum of squares of (score - low) / (high - low)"},
              first.scores[n], others.scores[n]...);
    }
}

/// The same of a pair tally.
template <class Visit, class First, class... Others>
void visit_pair_tally(Visit&& visit, First& first, Others&... others) {
    std::size_t const days = first.sizes.days();
    for (std::size_t a = 0; a < counted_attritions; ++a) {
        visit(TallyColumn{std::string("pairs/events_") + counted_names[a],
                          {days + 1, days + 1},
                          "people",
                          "by the day of the event under this design (row) and under the baseline "
                          "(column); the last: none"},
              first.events[a], others.events[a]...);
        visit(TallyColumn{std::string("pairs/same_cause_") + counted_names[a],
                          {statuses_of(a, first.sizes.causes), days},
                          "people",
                          "with an event of this cause under both designs, by the later day"},
              first.same_cause[a], others.same_cause[a]...);
    }
    visit(TallyColumn{"pairs/last_use",
                      {days + 1},
                      "people",
                      "by the earlier of the last days of use under both: never, day 0, ..."},
          first.last_use, others.last_use...);
    visit(TallyColumn{"pairs/returned",
                      {days + 1},
                      "people",
                      "by the later of the first days of use from day 1 on; the last: none"},
          first.returned, others.returned...);
    visit(TallyColumn{"pairs/used", {days}, "people", "used the app on the day under both"},
          first.used, others.used...);
    visit(TallyColumn{"pairs/days_used_products",
                      {days},
                      "days^2",
                      "sum of products of the numbers of days used, from day 0 to this one"},
          first.days_used_products, others.days_used_products...);
    visit(TallyColumn{"pairs/open_days_products",
                      {1},
                      "days^2",
                      "sum of products of the numbers of days used from day 1 to the horizon"},
          first.open_days_products, others.open_days_products...);
    visit(TallyColumn{"pairs/measures_products",
                      {counted_moments(first.sizes.components).size()},
                      unit_of_moments,
                      "sums of products, as counts/measures"},
          first.measures_products, others.measures_products...);
}

} // namespace sim
