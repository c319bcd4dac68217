#include "sim/compare/mean_measures.hpp"

#include "analysis/contrasts/paired_mean.hpp"
#include "analysis/mean_of.hpp"
#include "analysis/proportion.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"

#include <algorithm>

namespace sim {
namespace {

Series single(analysis::Estimate const& estimate) {
    return {{std::nullopt, estimate}};
}

std::vector<float> values(Measure const& measure, std::size_t part, People const& people) {
    std::vector<float> values;
    values.reserve(people.users.size());
    for (std::size_t const user : people.users) {
        values.push_back(measure.person->value(people.outcomes, user, part));
    }
    return values;
}

Series mean_of_people(Measure const& measure, std::size_t part, People const& people) {
    return single(analysis::mean(values(measure, part, people), people.options.level));
}

Series mean_between_people(Measure const& measure, std::size_t part, PairedPeople const& pairs) {
    return single(analysis::paired_mean_difference(values(measure, part, pairs.variant),
                                                   values(measure, part, pairs.baseline),
                                                   pairs.variant.options.level));
}

// From counted moments.

/// Which of the counted moments it is.
std::size_t moment_of(Measure const& measure, std::size_t part, TallySizes const& sizes) {
    auto const moments = counted_moments(sizes.components);
    auto const found = std::find_if(moments.begin(), moments.end(), [&](Moment const& moment) {
        return moment.measure == measure.person && moment.part == part;
    });
    return static_cast<std::size_t>(found - moments.begin());
}

Series of_moments(Measure const& measure, std::size_t part, CountedPeople const& people) {
    auto const m = moment_of(measure, part, people.counts.sizes);
    return single(analysis::mean_of_sums(
        people.people(), static_cast<double>(people.counts.measures[m]) * tally_unit,
        static_cast<double>(people.counts.measures_squared[m]) * tally_unit, people.options.level));
}

Series between_moments(Measure const& measure, std::size_t part, CountedPeople const& variant) {
    auto const m = moment_of(measure, part, variant.counts.sizes);
    auto const sum = variant.counts.measures[m] - variant.baseline.measures[m];
    return single(
        analysis::mean_of_sums(variant.people(), static_cast<double>(sum) * tally_unit,
                               squares_of_differences(variant.counts.measures_squared[m],
                                                      variant.baseline.measures_squared[m],
                                                      variant.pairs->measures_products[m]) *
                                   tally_unit,
                               variant.options.level));
}

// From the numbers of days used.

/// Mean share of the days from 1 to the horizon. @param sum, squares  over people
Series share_of_days(CountedPeople const& people, std::int64_t sum, double squares) {
    double const days = people.record.horizon_days;
    return single(days == 0
                      ? analysis::Estimate{}
                      : analysis::mean_of_sums(people.people(), static_cast<double>(sum) / days,
                                               squares / days / days, people.options.level));
}

std::int64_t days_used(DesignTally const& counts) {
    return sum_of(counts.used, 1, counts.sizes.days());
}

Series of_days(Measure const& /*measure*/, std::size_t /*part*/, CountedPeople const& people) {
    return share_of_days(people, days_used(people.counts),
                         static_cast<double>(people.counts.open_days_squared[0]));
}

Series between_days(Measure const& /*measure*/, std::size_t /*part*/,
                    CountedPeople const& variant) {
    return share_of_days(variant, days_used(variant.counts) - days_used(variant.baseline),
                         squares_of_differences(variant.counts.open_days_squared[0],
                                                variant.baseline.open_days_squared[0],
                                                variant.pairs->open_days_products[0]));
}

Measure mean_of(PersonMeasure const& person) {
    bool const by_days = person.counted == Counted::by_days;
    Measure mean{.name = person.name,
                 .heading = person.heading,
                 .describes = person.describes,
                 .unit = person.unit,
                 .format = person.format,
                 .table = InTable::state,
                 .needs = person.needs,
                 .breakdown = person.breakdown,
                 .person = &person,
                 .of_people = mean_of_people,
                 .of_counts = by_days ? of_days : of_moments};
    if (person.contrasted == Contrasted::yes) {
        mean.between_people = mean_between_people;
        mean.between_counts = by_days ? between_days : between_moments;
    }
    return mean;
}

} // namespace

std::vector<Measure> mean_measures() {
    std::vector<Measure> means;
    for (auto const& person : person_measures()) {
        means.push_back(mean_of(person));
    }
    return means;
}

} // namespace sim
