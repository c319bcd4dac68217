#include "analysis/usage/retention.hpp"

#include "analysis/mean_of.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>

namespace analysis {

namespace {

/// 0 or 1, but for days_used.
int read(UsageView const& usage, std::size_t user, ReadOut read_out, int day) {
    switch (read_out) {
    case ReadOut::on_day:
        return usage.used(user, day);
    case ReadOut::last_use:
        return last_use(usage, user) >= day;
    case ReadOut::returned: {
        int const next = next_use(usage, user, 1);
        return next != no_day && next <= day;
    }
    case ReadOut::days_used:
        return days_used(usage, user, day);
    case ReadOut::not_left:
        return usage.leave_day[user] == no_day || usage.leave_day[user] >= day;
    }
    HOLDFAST_EXPECT(false && "read_out is one of the enumerators");
    return 0;
}

} // namespace

std::size_t followed(UsageView const& usage, std::span<std::size_t const> users, int day) {
    return static_cast<std::size_t>(
        std::count_if(users.begin(), users.end(),
                      [&](std::size_t user) { return usage.followed_to(user) >= day; }));
}

Estimate retention(UsageView const& usage, std::span<std::size_t const> users, ReadOut read_out,
                   int day, Level level) {
    HOLDFAST_EXPECT(day >= 0 && day <= usage.horizon_days);
    if (read_out == ReadOut::days_used) {
        auto const number = [&](std::size_t i) -> double {
            return usage.followed_to(users[i]) >= day ? read(usage, users[i], read_out, day)
                                                      : undefined;
        };
        return mean_of(users.size(), number, level);
    }
    std::size_t retained = 0;
    for (auto const user : users) {
        if (usage.followed_to(user) >= day) {
            retained += static_cast<std::size_t>(read(usage, user, read_out, day));
        }
    }
    return wilson(retained, followed(usage, users, day), level);
}

Estimate paired_retention_difference(UsageView const& variant, UsageView const& baseline,
                                     std::span<std::size_t const> users, ReadOut read_out, int day,
                                     Level level) {
    HOLDFAST_EXPECT(day >= 0 && day <= variant.horizon_days && day <= baseline.horizon_days);
    auto const difference = [&](std::size_t i) -> double {
        return read(variant, users[i], read_out, day) - read(baseline, users[i], read_out, day);
    };
    return mean_of(users.size(), difference, level);
}

} // namespace analysis
