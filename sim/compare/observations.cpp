#include "sim/compare/observations.hpp"

#include "analysis/usage/attrition.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>

namespace sim {
namespace {

/// @param value  of a user
template <class Value>
std::vector<float> gather(std::span<std::size_t const> users, Value value) {
    std::vector<float> column;
    column.reserve(users.size());
    for (std::size_t const user : users) {
        column.push_back(value(user));
    }
    return column;
}

float open_rate(agents::Outcomes const& outcomes, std::size_t user) {
    int const days = outcomes.horizon_days - (outcomes.staggered ? outcomes.arrival_day[user] : 0);
    if (days == 0) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    int const on_day_0 = outcomes.use[user * outcomes.bytes_of_use] & 1;
    return static_cast<float>(outcomes.days_used[user] - on_day_0) / static_cast<float>(days);
}

} // namespace

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

Observations observe(agents::Outcomes const& outcomes, analysis::Attrition const& attrition,
                     std::size_t causes, std::span<std::size_t const> users) {
    Observations seen;
    auto const last = last_days(outcomes);
    seen.attrition =
        analysis::events(usage_of(outcomes, last), attrition, static_cast<int>(causes), users);
    auto const recorded = [&](agents::Recorded group) { return outcomes.recorded.has(group); };
    if (recorded(agents::Recorded::use) && recorded(agents::Recorded::leaving)) {
        seen.open_rate = gather(users, [&](std::size_t user) { return open_rate(outcomes, user); });
    }
    if (recorded(agents::Recorded::distress)) {
        seen.distress_start =
            gather(users, [&](std::size_t user) { return outcomes.distress_start[user]; });
        seen.distress_change = gather(users, [&](std::size_t user) {
            return outcomes.distress_horizon[user] - outcomes.distress_start[user];
        });
    }
    if (recorded(agents::Recorded::alliance)) {
        seen.alliance_end =
            gather(users, [&](std::size_t user) { return outcomes.alliance_end[user]; });
    }
    seen.components_end.resize(outcomes.components);
    for (std::size_t j = 0; j < outcomes.components && recorded(agents::Recorded::components);
         ++j) {
        seen.components_end[j] = gather(users, [&](std::size_t user) {
            return outcomes.components_end[user * outcomes.components + j];
        });
    }
    return seen;
}

} // namespace sim
