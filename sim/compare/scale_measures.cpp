#include "sim/compare/scale_measures.hpp"

#include "analysis/mean_of.hpp"
#include "analysis/proportion.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"

#include <cmath>

namespace sim {
namespace {

analysis::Estimate plain(double value) {
    return {value, analysis::undefined, analysis::undefined, analysis::undefined};
}

/// @param estimate  of the column of a day
template <class Estimate>
Series when_given(InstrumentRecord const& scale, Estimate const& estimate) {
    Series series;
    for (std::size_t column = 0; column < scale.days.size(); ++column) {
        series.push_back({scale.days[column], estimate(column)});
    }
    return series;
}

/// Scores of those who answered on the day of a column.
std::vector<float> answers(People const& people, std::size_t scale, std::size_t column) {
    auto const& scores = people.outcomes.scores[scale];
    std::size_t const given = people.record.instruments[scale].days.size();
    std::vector<float> answers;
    for (std::size_t const user : people.users) {
        float const score = scores[user * given + column];
        if (!std::isnan(score)) {
            answers.push_back(score);
        }
    }
    return answers;
}

Series score_of_people(Measure const& /*measure*/, std::size_t scale, People const& people) {
    return when_given(people.record.instruments[scale], [&](std::size_t column) {
        return analysis::mean(answers(people, scale, column), people.options.level);
    });
}

Series answered_of_people(Measure const& /*measure*/, std::size_t scale, People const& people) {
    return when_given(people.record.instruments[scale], [&](std::size_t column) {
        return plain(static_cast<double>(answers(people, scale, column).size()));
    });
}

/// Answered, sum and sum of squares of (score - low) / (high - low).
std::int64_t const* counted(CountedPeople const& people, std::size_t scale, std::size_t column) {
    return people.counts.scores[scale].data() + 3 * column;
}

Series score_of_counts(Measure const& /*measure*/, std::size_t scale, CountedPeople const& people) {
    auto const& instrument = people.record.instruments[scale];
    double const width = instrument.high - instrument.low;
    return when_given(instrument, [&](std::size_t column) -> analysis::Estimate {
        auto const* const at = counted(people, scale, column);
        auto const share = analysis::mean_of_sums(
            static_cast<double>(at[0]), static_cast<double>(at[1]) * tally_unit,
            static_cast<double>(at[2]) * tally_unit, people.options.level);
        return {instrument.low + width * share.value, instrument.low + width * share.low,
                instrument.low + width * share.high, width * share.standard_error};
    });
}

Series answered_of_counts(Measure const& /*measure*/, std::size_t scale,
                          CountedPeople const& people) {
    return when_given(people.record.instruments[scale], [&](std::size_t column) {
        return plain(static_cast<double>(counted(people, scale, column)[0]));
    });
}

Measure scale_measure(Measure measure) {
    measure.table = InTable::scales;
    measure.estimated = Estimated::when_given;
    measure.needs = {agents::Recorded::questionnaires};
    measure.breakdown = Breakdown::scales;
    return measure;
}

} // namespace

std::vector<Measure> scale_measures() {
    return {scale_measure({.name = "answered",
                           .heading = "answered",
                           .describes = "how many filled in the questionnaire on the day",
                           .unit = "people",
                           .format = {0},
                           .of_people = answered_of_people,
                           .of_counts = answered_of_counts}),
            scale_measure({.name = "score",
                           .heading = "mean score",
                           .describes = "their mean score: only of those who still used the app",
                           .unit = "points",
                           .format = {2},
                           .of_people = score_of_people,
                           .of_counts = score_of_counts})};
}

} // namespace sim
