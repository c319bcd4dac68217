#include "sim/compare/people.hpp"

#include "analysis/usage/attrition.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace sim {

std::vector<std::int16_t> last_days(agents::Outcomes const& outcomes) {
    std::vector<std::int16_t> last;
    for (auto const arrival : outcomes.arrival_day) {
        last.push_back(arrival == agents::never
                           ? std::int16_t{0}
                           : static_cast<std::int16_t>(outcomes.horizon_days - arrival));
    }
    return last;
}

std::vector<std::size_t> installers(agents::Outcomes const& outcomes,
                                    std::span<std::size_t const> users) {
    std::vector<std::size_t> some;
    std::copy_if(users.begin(), users.end(), std::back_inserter(some), [&](std::size_t user) {
        return outcomes.arrival_day.empty() || outcomes.arrival_day[user] != agents::never;
    });
    return some;
}

std::vector<std::size_t> installers(agents::Outcomes const& outcomes) {
    std::vector<std::size_t> everybody(outcomes.users);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    return installers(outcomes, everybody);
}

analysis::UsageView usage_of(agents::Outcomes const& outcomes, std::span<std::int16_t const> last) {
    return {outcomes.users, outcomes.horizon_days, outcomes.use, outcomes.leave_day, outcomes.cause,
            last,           outcomes.last_use};
}

AttritionCurves::AttritionCurves(analysis::EventTable table, analysis::Level level)
    : events(std::move(table)),
      survival(analysis::kaplan_meier(events, level)),
      incidence(analysis::aalen_johansen(events, level)) {}

People::People(Record const& of, agents::Outcomes const& under, std::span<std::size_t const> these,
               CompareOptions const& as, double until)
    : record(of),
      outcomes(under),
      users(these),
      options(as),
      follow_up(until),
      last(last_days(outcomes)),
      usage(usage_of(outcomes, last)),
      attrition(
          analysis::events(usage, options.attrition, static_cast<int>(record.causes.size()), users),
          options.level) {}

PairedPeople::PairedPeople(People const& of_variant, People const& of_baseline)
    : variant(of_variant),
      baseline(of_baseline),
      incidence(paired_incidence(variant.attrition.events, baseline.attrition.events,
                                 variant.options.days, variant.follow_up, variant.options.level)) {}

std::vector<double> restriction_times(CompareOptions const& options, double follow_up) {
    return options.restricted_to.empty() ? std::vector{follow_up} : options.restricted_to;
}

} // namespace sim
