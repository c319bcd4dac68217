#include "sim/measures/person_measure.hpp"

#include <array>
#include <limits>

namespace sim {

namespace {

using agents::Outcomes;
using enum agents::Recorded;

float distress_start(Outcomes const& outcomes, std::size_t user, std::size_t /*part*/) {
    return outcomes.distress_start[user];
}

float distress_change(Outcomes const& outcomes, std::size_t user, std::size_t /*part*/) {
    return outcomes.distress_horizon[user] - outcomes.distress_start[user];
}

float alliance_end(Outcomes const& outcomes, std::size_t user, std::size_t /*part*/) {
    return outcomes.alliance_end[user];
}

float component_end(Outcomes const& outcomes, std::size_t user, std::size_t part) {
    return outcomes.components_end[user * outcomes.components + part];
}

/// Of the days from 1 to the last one followed; NaN when that is day 0.
float open_rate(Outcomes const& outcomes, std::size_t user, std::size_t /*part*/) {
    int const days = outcomes.horizon_days - (outcomes.staggered ? outcomes.arrival_day[user] : 0);
    if (days == 0) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    int const on_day_0 = outcomes.use[user * outcomes.bytes_of_use] & 1;
    return static_cast<float>(outcomes.days_used[user] - on_day_0) / static_cast<float>(days);
}

constexpr std::array measures{
    PersonMeasure{.name = "distress_start",
                  .heading = "distress at installing",
                  .describes = "distress at installing",
                  .unit = "0 to 1",
                  .format = {4},
                  .needs = {distress},
                  .contrasted = Contrasted::no,
                  .value = distress_start},
    PersonMeasure{.name = "distress_change",
                  .heading = "change of distress",
                  .describes = "distress expected at the horizon - at installing",
                  .unit = "-1 to 1",
                  .format = {4},
                  .needs = {distress},
                  .value = distress_change},
    PersonMeasure{.name = "alliance_end",
                  .heading = "alliance",
                  .describes = "alliance on the last day lived with the app, everybody",
                  .unit = "0 to 1",
                  .format = {3},
                  .needs = {alliance},
                  .value = alliance_end},
    PersonMeasure{.name = "component_end",
                  .heading = "{}",
                  .describes = "the same of a component",
                  .unit = "0 to 1",
                  .format = {3},
                  .needs = {components},
                  .breakdown = Breakdown::components,
                  .value = component_end},
    PersonMeasure{.name = "open_rate",
                  .heading = "daily open rate, %",
                  .describes = "share of the days 1 to `horizon_days` with use",
                  .unit = "share",
                  .format = {2, 100.0},
                  .needs = {use, leaving},
                  .counted = Counted::by_days,
                  .value = open_rate},
};

} // namespace

std::span<PersonMeasure const> person_measures() noexcept {
    return measures;
}

std::size_t part_count(PersonMeasure const& measure, std::size_t components) noexcept {
    return measure.breakdown == Breakdown::components ? components : 1;
}

std::vector<Moment> counted_moments(std::size_t components) {
    std::vector<Moment> moments;
    for (auto const& measure : measures) {
        for (std::size_t part = 0; part < part_count(measure, components); ++part) {
            if (measure.counted == Counted::by_moments) {
                moments.push_back({&measure, part});
            }
        }
    }
    return moments;
}

} // namespace sim
