#include "sim/compare/retention_measures.hpp"

#include "analysis/mean_of.hpp"
#include "analysis/proportion.hpp"
#include "analysis/usage/retention.hpp"
#include "core/contract.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"

namespace sim {
namespace {

using analysis::ReadOut;
using enum agents::Recorded;

ReadOut read_out_of(Measure const& measure) {
    return static_cast<ReadOut>(measure.which);
}

template <class Estimate>
Series by_day(std::vector<int> const& days, Estimate const& estimate) {
    Series series;
    for (int const day : days) {
        series.push_back({day, estimate(day)});
    }
    return series;
}

// From people.

Series retention_of_people(Measure const& measure, std::size_t /*part*/, People const& people) {
    return by_day(people.options.days, [&](int day) {
        return analysis::retention(people.usage, people.users, read_out_of(measure), day,
                                   people.options.level);
    });
}

Series retention_between_people(Measure const& measure, std::size_t /*part*/,
                                PairedPeople const& pairs) {
    auto const& [variant, baseline, incidence] = pairs;
    return by_day(variant.options.days, [&](int day) {
        return analysis::paired_retention_difference(variant.usage, baseline.usage, variant.users,
                                                     read_out_of(measure), day,
                                                     variant.options.level);
    });
}

// From counts.

/// People with the property of a read-out on a day; for days_used the sum of days.
std::int64_t counted(DesignTally const& counts, ReadOut read_out, std::size_t day) {
    std::size_t const days = counts.sizes.days();
    switch (read_out) {
    case ReadOut::on_day:
        return counts.used[day];
    case ReadOut::last_use:
        return sum_of(counts.last_use, day + 1, days + 1);
    case ReadOut::returned:
        return sum_of(counts.returned, 0, day + 1);
    case ReadOut::days_used:
        return sum_of(counts.used, 0, day + 1);
    case ReadOut::not_left:
        return sum_of(counts.events[0], day * (1 + counts.sizes.causes), counts.events[0].size());
    }
    HOLDFAST_EXPECT(false && "read_out is one of the enumerators");
    return 0;
}

/// People with the property under both designs. @param read_out  not days_used
std::int64_t counted(PairTally const& pairs, ReadOut read_out, std::size_t day) {
    std::size_t const days = pairs.sizes.days();
    switch (read_out) {
    case ReadOut::on_day:
        return pairs.used[day];
    case ReadOut::last_use:
        return sum_of(pairs.last_use, day + 1, days + 1);
    case ReadOut::returned:
        return sum_of(pairs.returned, 0, day + 1);
    case ReadOut::not_left: {
        std::int64_t both = 0;
        for (std::size_t one = day; one <= days; ++one) {
            both += sum_of(pairs.events[0], one * (days + 1) + day, (one + 1) * (days + 1));
        }
        return both;
    }
    case ReadOut::days_used:
        break;
    }
    HOLDFAST_EXPECT(false && "a share is counted");
    return 0;
}

Series retention_of_counts(Measure const& measure, std::size_t /*part*/,
                           CountedPeople const& people) {
    auto const read_out = read_out_of(measure);
    return by_day(people.options.days, [&](int on) {
        auto const day = static_cast<std::size_t>(on);
        auto const sum = counted(people.counts, read_out, day);
        return read_out == ReadOut::days_used
                   ? analysis::mean_of_sums(
                         people.people(), static_cast<double>(sum),
                         static_cast<double>(people.counts.days_used_squared[day]),
                         people.options.level)
                   : analysis::wilson(static_cast<std::size_t>(sum), people.record.users,
                                      people.options.level);
    });
}

Series retention_between_counts(Measure const& measure, std::size_t /*part*/,
                                CountedPeople const& variant) {
    auto const read_out = read_out_of(measure);
    return by_day(variant.options.days, [&](int on) {
        auto const day = static_cast<std::size_t>(on);
        auto const first = counted(variant.counts, read_out, day);
        auto const second = counted(variant.baseline, read_out, day);
        return read_out == ReadOut::days_used
                   ? analysis::mean_of_sums(
                         variant.people(), static_cast<double>(first - second),
                         squares_of_differences(variant.counts.days_used_squared[day],
                                                variant.baseline.days_used_squared[day],
                                                variant.pairs->days_used_products[day]),
                         variant.options.level)
                   : share_difference(variant, first, second,
                                      counted(*variant.pairs, read_out, day));
    });
}

Measure read_out(ReadOut which, std::string_view name, agents::Recorded needs,
                 std::string_view heading, std::string_view describes) {
    bool const is_share = which != ReadOut::days_used;
    return {.name = name,
            .heading = heading,
            .describes = describes,
            .unit = is_share ? "share" : "days",
            .format = {2, is_share ? 100.0 : 1.0},
            .table = InTable::retention,
            .estimated = Estimated::by_day,
            .needs = {needs},
            .which = static_cast<std::size_t>(which),
            .of_people = retention_of_people,
            .between_people = retention_between_people,
            .of_counts = retention_of_counts,
            .between_counts = retention_between_counts};
}

} // namespace

std::vector<Measure> retention_measures() {
    return {
        read_out(ReadOut::on_day, "retention.on_day", use, "opened the app on the day, %",
                 "used the app on the day"),
        read_out(ReadOut::last_use, "retention.last_use", leaving,
                 "used it for the last time on the day or after, %",
                 "last use on or after the day"),
        read_out(ReadOut::returned, "retention.returned", use,
                 "came back by the day (used it on one of days 1 to N), %",
                 "used it on at least one of the days 1 to N"),
        read_out(ReadOut::days_used, "retention.days_used", use,
                 "number of days used up to the day, mean",
                 "distinct days used from day 0 to the day"),
        read_out(ReadOut::not_left, "retention.not_left", leaving, "had not left before the day, %",
                 "had not left before the day"),
    };
}

} // namespace sim
