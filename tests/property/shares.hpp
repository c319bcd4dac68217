#pragma once

#include "agents/outcomes.hpp"

#include <algorithm>
#include <cstddef>

namespace property {

/// Share of users who are still in when day t has ended.
[[nodiscard]] inline double still_in(agents::Outcomes const& outcomes, int t) {
    auto const in = std::count_if(outcomes.leave_day.begin(), outcomes.leave_day.end(),
                                  [&](int day) { return day == agents::never || day > t; });
    return static_cast<double>(in) / static_cast<double>(outcomes.users);
}

/// Whether this user had a session on day t.
[[nodiscard]] inline bool opened_on(agents::Outcomes const& outcomes, std::size_t user,
                                    std::size_t t) {
    return (outcomes.use[user * outcomes.bytes_of_use + t / 8] >> (t % 8) & 1) != 0;
}

/// Share of users who had a session on day t.
[[nodiscard]] inline double open_share(agents::Outcomes const& outcomes, std::size_t t) {
    std::size_t opened = 0;
    for (std::size_t i = 0; i < outcomes.users; ++i) {
        opened += opened_on(outcomes, i, t) ? 1U : 0U;
    }
    return static_cast<double>(opened) / static_cast<double>(outcomes.users);
}

} // namespace property
