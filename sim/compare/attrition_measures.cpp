#include "sim/compare/attrition_measures.hpp"

#include "analysis/contrasts/paired_difference.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"

namespace sim {
namespace {

/// Estimates at the days that were asked for; undefined beyond the end of follow-up.
template <class Source, class Estimate>
Series while_followed(Source const& source, Estimate const& estimate) {
    Series series;
    for (std::size_t k = 0; k < source.options.days.size(); ++k) {
        double const day = source.options.days[k];
        series.push_back({day, day <= source.follow_up ? estimate(k) : analysis::Estimate{}});
    }
    return series;
}

/// Estimates to the times that means are restricted to.
template <class Source, class Estimate>
Series by_time(Source const& source, Estimate const& estimate) {
    Series series;
    for (double const time : restriction_times(source.options, source.follow_up)) {
        series.push_back({time, estimate(time)});
    }
    return series;
}

// Of a design: from people and from counts alike.

template <class Source>
Series survival(Measure const& /*measure*/, std::size_t /*part*/, Source const& source) {
    return while_followed(source, [&](std::size_t k) {
        return source.attrition.survival.at(source.options.days[k]);
    });
}

template <class Source>
Series incidence(Measure const& /*measure*/, std::size_t cause, Source const& source) {
    return while_followed(source, [&](std::size_t k) {
        return source.attrition.incidence.at(static_cast<int>(cause) + 1, source.options.days[k]);
    });
}

template <class Source>
Series restricted_mean(Measure const& /*measure*/, std::size_t /*part*/, Source const& source) {
    return by_time(source, [&](double time) {
        return analysis::restricted_mean(source.attrition.survival, time);
    });
}

template <class Source>
Series median(Measure const& /*measure*/, std::size_t /*part*/, Source const& source) {
    return {{std::nullopt, source.attrition.survival.median()}};
}

// Of the same people under two designs.

Series survival_between(Measure const& /*measure*/, std::size_t /*part*/,
                        PairedPeople const& pairs) {
    return while_followed(pairs.variant,
                          [&](std::size_t k) { return pairs.incidence.survival[k]; });
}

Series incidence_between(Measure const& /*measure*/, std::size_t cause, PairedPeople const& pairs) {
    return while_followed(pairs.variant,
                          [&](std::size_t k) { return pairs.incidence.incidence[cause][k]; });
}

Series restricted_mean_between(Measure const& /*measure*/, std::size_t /*part*/,
                               PairedPeople const& pairs) {
    return by_time(pairs.variant, [&](double time) {
        return analysis::restricted_mean_difference(
            pairs.variant.attrition.events, pairs.baseline.attrition.events, time,
            analysis::Pairing::same_people, pairs.variant.options.level);
    });
}

// The same from counts.

/// People whose event is before a day.
std::int64_t before(DesignTally const& counts, std::size_t definition, std::size_t day) {
    std::size_t const width = 1 + statuses_of(definition, counts.sizes.causes);
    return sum_of(counts.events[definition], 0, day * width);
}

/// Those of them whose event is of a cause.
std::int64_t before_of_cause(DesignTally const& counts, std::size_t definition, std::size_t cause,
                             std::size_t day) {
    std::size_t const width = 1 + statuses_of(definition, counts.sizes.causes);
    std::int64_t people = 0;
    for (std::size_t one = 0; one < day; ++one) {
        people += counts.events[definition][one * width + 1 + cause];
    }
    return people;
}

/// People whose event is before a day under both designs.
std::int64_t before_under_both(PairTally const& pairs, std::size_t definition, std::size_t day) {
    std::size_t const days = pairs.sizes.days();
    std::int64_t both = 0;
    for (std::size_t one = 0; one < day; ++one) {
        both += sum_of(pairs.events[definition], one * (days + 1), one * (days + 1) + day);
    }
    return both;
}

Series survival_between_counts(Measure const& /*measure*/, std::size_t /*part*/,
                               CountedPeople const& variant) {
    return while_followed(variant, [&](std::size_t k) {
        auto const day = static_cast<std::size_t>(variant.options.days[k]);
        auto const definition = variant.definition;
        // Who outlives the day under one design only had the event under the other.
        return share_difference(variant, before(variant.baseline, definition, day),
                                before(variant.counts, definition, day),
                                before_under_both(*variant.pairs, definition, day));
    });
}

Series incidence_between_counts(Measure const& /*measure*/, std::size_t cause,
                                CountedPeople const& variant) {
    std::size_t const days = variant.counts.sizes.days();
    return while_followed(variant, [&](std::size_t k) {
        auto const day = static_cast<std::size_t>(variant.options.days[k]);
        auto const definition = variant.definition;
        return share_difference(
            variant, before_of_cause(variant.counts, definition, cause, day),
            before_of_cause(variant.baseline, definition, cause, day),
            sum_of(variant.pairs->same_cause[definition], cause * days, cause * days + day));
    });
}

Series restricted_mean_between_counts(Measure const& /*measure*/, std::size_t /*part*/,
                                      CountedPeople const& variant) {
    return by_time(variant, [&](double time) {
        return analysis::paired_restricted_mean_difference(variant.same_people.variant,
                                                           variant.same_people.baseline, time,
                                                           variant.options.level)
            .paired;
    });
}

} // namespace

std::vector<Measure> attrition_measures() {
    return {
        {.name = "survival",
         .heading = "Kaplan-Meier, %",
         .describes = "Kaplan-Meier under `attrition`, P(not before the day)",
         .unit = "share",
         .format = {2, 100.0},
         .table = InTable::retention,
         .estimated = Estimated::by_day,
         .of_people = survival,
         .between_people = survival_between,
         .of_counts = survival,
         .between_counts = survival_between_counts},
        {.name = "incidence",
         .heading = "{}, %",
         .describes = "cumulative incidence, P(before the day, by this cause) (Aalen-Johansen)",
         .unit = "share",
         .format = {2, 100.0},
         .table = InTable::causes,
         .estimated = Estimated::by_day,
         .breakdown = Breakdown::causes,
         .of_people = incidence,
         .between_people = incidence_between,
         .of_counts = incidence,
         .between_counts = incidence_between_counts},
        {.name = "restricted_mean",
         .heading = "restricted mean, days",
         .describes = "mean time to attrition within `follow_up_days`",
         .unit = "days",
         .format = {1, 1.0},
         .table = InTable::times,
         .estimated = Estimated::by_time,
         .of_people = restricted_mean,
         .between_people = restricted_mean_between,
         .of_counts = restricted_mean,
         .between_counts = restricted_mean_between_counts},
        {.name = "median",
         .heading = "median, days",
         .describes = "median time to attrition; no standard error",
         .unit = "days",
         .format = {0, 1.0},
         .table = InTable::times,
         .of_people = median,
         .of_counts = median},
    };
}

} // namespace sim
